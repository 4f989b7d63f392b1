import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runDcsTask } from "./support/dcsTask";

let stop: (() => Promise<unknown>) | undefined;
afterEach(() => stop?.());

interface Answers {
  /** The status and the body of the query for the progress. */
  readonly progress: readonly [number, object];
  /** The status of the task in the list; absent: the list is empty. */
  readonly word?: string;
}

/** A report on a task as both views of the service have it. */
async function report({ progress, word }: Answers) {
  const tasks = word === undefined ? [] : [{ id: "t", name: "EXTEND", status: word }];
  const server = createServer(({ url = "" }, response) => {
    const isProgress = url.endsWith("/progress");
    const [status, body] = isProgress ? progress : [200, { task_count: tasks.length, tasks }];
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const where = ["--endpoint", url, "--project-id", "p"];
  const env = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
  return runDcsTask(undefined, ["report", "i", "t", "--format", "markdown", ...where], { env });
}

const answer = (percent: number, status: string, more = {}): Answers["progress"] => [
  200,
  { progress: percent, step_details: [{ step_name: "copy", step_status: status, ...more }] },
];
const gone: Answers["progress"] = [404, { error_code: "DCS.4001", error_msg: "gone" }];
const withoutProgress: Answers["progress"] = [400, { error_code: "DCS.4070", error_msg: "none" }];

test.each<[string, Answers["progress"], string, string]>([
  ["steps that have succeeded", answer(100, "FINISH"), "EXECUTING", "✅ EXTEND: Succeeded"],
  ["steps that have succeeded", answer(100, "FINISH"), "FAILED", "✅ EXTEND: Succeeded"],
  ["a failed step", answer(40, "FAILED"), "SUCCESS", "❌ EXTEND: Failed in 1/1 copy"],
])("%s outweigh the list, whatever it says", async (_, progress, word, verdict) => {
  const { code, out } = await report({ progress, word });
  expect([code, out.split("\n")[0]]).toEqual([0, `### ${verdict}`]);
});

test.each([
  ["SUCCESS", "✅ EXTEND: Succeeded"],
  ["FAILED", "❌ EXTEND: Failed"],
  ["EXECUTING", "⏳ EXTEND: Running: 100 %, 1/1 copy"],
])("the list decides with %s where the steps do not", async (word, verdict) => {
  const { code, out } = await report({ progress: answer(100, "EXECUTING"), word });
  expect([code, out.split("\n")[0]]).toEqual([0, `### ${verdict}`]);
});

test.each([
  ["is gone", gone, "SUCCESS", "✅ EXTEND: Succeeded"],
  ["is gone", gone, "EXECUTING", "⏳ EXTEND: Running"],
  ["never was", withoutProgress, "FAILED", "❌ EXTEND: Failed"],
])("a task whose progress %s is reported as it is listed", async (_, progress, word, verdict) => {
  const { code, out, err } = await report({ progress, word });
  expect([code, err]).toEqual([0, ""]);
  expect(out).toBe(`### ${verdict}\n\ninstance i · task t · the service gave no times\n`);
});

test("a task that neither view knows is an error", async () => {
  const { code, out, err } = await report({ progress: gone });
  expect([code, out]).toEqual([3, ""]);
  expect(err).toMatch(/^dcs-task report: NOT_FOUND: ShowBackgroundTaskProgress .* 404 DCS\.4001/);
});
