import { run } from "../../src/cli/run";
import { requestLine } from "../../src/cli/requestLine";
import { systemClock } from "../../src/wait/time/clock";
import { closeServers, serve } from "../client/support/answerServer";
import { nastyTexts } from "../fuzz/support/hostile";
import { expectHarmless } from "../fuzz/support/holds";

afterEach(closeServers);

const nasty = nastyTexts.join("").toWellFormed();
const sub = { sub_step_name: nasty, sub_step_status: nasty, detail: nasty, error_code: nasty };
const step = { step_name: nasty, begin_time: nasty, end_time: nasty, error_code: nasty };
const failed = { ...step, step_status: "FAILED", sub_step_details: [sub] };
const progress = { progress: 50, step_details: [failed, { ...step, step_status: nasty }] };
const tasks = { tasks: [{ id: nasty, name: nasty, status: nasty, details: { [nasty]: nasty } }] };

async function printed(
  body: unknown,
  args: readonly string[],
  { status = 200, isTTY = false } = {},
): Promise<string> {
  const { url } = await serve({ body, status });
  let text = "";
  const sink = { write: (more: string) => (text += more), terminal: { isTTY } };
  await run([...args, "--endpoint", url, "--project-id", "p", "--region", "cn-north-4"], {
    stdout: sink,
    stderr: sink,
    env: { HW_ACCESS_KEY: "AKEXAMPLE", HW_SECRET_KEY: "SKEXAMPLESECRET" },
    clock: systemClock,
    signal: new AbortController().signal,
  });
  return text;
}

test.each([
  ["show", progress, ["show", "i", "t"]],
  ["show --json", progress, ["show", "i", "t", "--json"]],
  ["wait", progress, ["wait", "i", "t"]],
  ["wait --json", progress, ["wait", "i", "t", "--json"]],
  ["list", tasks, ["list", "i"]],
  ["list --json", tasks, ["list", "i", "--json"]],
])("%s prints no control characters, whatever the service sends", async (_, body, args) => {
  const lines = (await printed(body, args)).split("\n");
  expect(lines.length).toBeGreaterThan(1);
  lines.forEach(expectHarmless);
});

test("wait draws a step with any status, at each answer and between answers", async () => {
  const draw = async (word: string) => {
    const subs = [{ ...sub, sub_step_name: "slot", sub_step_status: word }];
    const steps = [{ step_name: "copy", step_status: word, sub_step_details: subs }];
    const answer = { progress: 50, step_details: steps };
    const text = await printed(answer, ["wait", "i", "t", "--timeout", "4.5"], { isTTY: true });
    expect(text).toContain(`? 1/1 copy  ${word}`);
    // It is redrawn each second.
    expect(text.split("░").length).toBeGreaterThan(2 * 15);
    expect(text).toContain("50% timed out");
  };
  await Promise.all(["constructor", "toString", "__proto__"].map(draw));
});

test("escaping JSON does not change its value", async () => {
  const text = await printed(tasks, ["list", "i", "--json"]);
  expect(JSON.parse(text)).toMatchObject({ id: nasty, details: { [nasty]: nasty } });
});

test("an error of the service is one harmless line", async () => {
  const body = { error_code: nasty, error_msg: nasty };
  const lines = (await printed(body, ["show", "i", "t"], { status: 400 })).trim().split("\n");
  expect(lines).toHaveLength(1);
  lines.forEach(expectHarmless);
});

test("the simulator's log shows a request's path without control characters", () => {
  const line = requestLine({
    ...{ n: 1, at: 0, method: "GET", query: {}, headers: {}, signedHeaders: [] },
    ...{ path: `/v2/\u009b2J${nasty}`, status: 404, requestId: "r" },
  });
  expectHarmless(line);
});
