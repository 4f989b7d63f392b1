import { type Simulator, startSimulator } from "../../src/simulator";
import { closeServers, serve } from "../client/support/answerServer";
import { type Ran, runDcsTask, type RunOptions } from "./support/dcsTask";
import { refuse, type RefusingProxy } from "./support/refusingProxy";

let simulator: Simulator;
let proxy: RefusingProxy | undefined;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["done"] });
});
afterEach(async () => {
  await closeServers();
  await proxy?.close();
  proxy = undefined;
});
afterAll(() => simulator.close());

interface Found {
  readonly check: string;
  readonly result: string;
  readonly action?: string;
  readonly value?: string;
  readonly source?: string;
  readonly details?: string;
  readonly error?: string;
}

const check = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  runDcsTask(simulator, ["check", ...args], { env });
const parse = ({ out }: Ran) =>
  JSON.parse(out) as { readonly ok: boolean; readonly checks: readonly Found[] };
const resultsOf = (ran: Ran) => parse(ran).checks.map(({ check: name, result }) => [name, result]);
const findIn = (ran: Ran, name: string) =>
  parse(ran).checks.find((found) => found.check === name) ?? { check: name, result: "absent" };

const actions = [
  ["list of tasks", "dcs:instance:listBackgroundTasks"],
  ["progress of a task", "dcs:instance:getBackgroundTask"],
  ["task centre", "dcs:task:list"],
  ["job", "ShowJobInfo"],
];

test.each([
  ["with an instance", () => [simulator.instanceId]],
  ["without an instance", () => []],
])("%s prints a row for each setting and permission, and ends with 0", async (_, args) => {
  const { code, out, err } = await check(args());
  expect([code, err]).toEqual([0, ""]);
  const rows = out
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ {2,}/));
  expect(rows).toEqual([
    ["setting", "result", "details"],
    ["region", "ok", "cn-north-4, from HW_REGION_NAME"],
    ["endpoint", "ok", `${simulator.url}, from HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4`],
    ["project", "ok", "to be looked up in IAM by the name cn-north-4"],
    [
      ...["credentials", "ok"],
      "permanent keys, from the environment (HW_ACCESS_KEY, HW_SECRET_KEY)",
    ],
    ["clock", "ok", expect.stringMatching(/service/)],
    [""],
    ["permission", "result", "action", "details"],
    ["projects in IAM", "ok", "iam:projects:listProjects", `the project is ${simulator.projectId}`],
    ...actions.slice(0, 2).map(([name, action]) => [name, "ok", action]),
    ...actions.slice(2).map(([name, action]) => [name, "ok", action, "only for jobId"]),
  ]);
});

test("reads only, and prints no key", async () => {
  const before = simulator.requests.length;
  const { out } = await check([simulator.instanceId, "--json"]);
  const requests = simulator.requests.slice(before);
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(requests).toHaveLength(5);
  for (const secret of [simulator.accessKey, simulator.secretKey]) {
    expect(out).not.toContain(secret);
  }
});

test("does not look up the project if its id is set, and names its source", async () => {
  const ran = await check(["--json", "--project-id", simulator.projectId]);
  expect(findIn(ran, "project")).toMatchObject({ source: "--project-id" });
  expect(findIn(ran, "projects in IAM")).toMatchObject({
    result: "skipped",
    details: "not needed, because the project id is set",
  });
});

const forbidden = (action: string) => ({
  error_code: "DCS.2003",
  error_msg: `Policy doesn't allow ${action} to be performed.`,
});

test.each([
  ["progress of a task", /\/progress$/, "dcs:instance:getBackgroundTask", 3],
  ["list of tasks", /\/instances\/[^/]+\/tasks\?/, "dcs:instance:listBackgroundTasks", 3],
  ["task centre", /\/v2\/\w+\/tasks\?/, "dcs:task:list", 0],
  ["job", /\/jobs\//, "dcs:job:get", 0],
])("names the missing permission for the %s", async (name, path, action, expected) => {
  proxy = await refuse(simulator.url, [[path, forbidden(action)]]);
  const args = [simulator.instanceId, "--endpoint", proxy.url];
  const ran = await check([...args, "--json"]);
  expect(ran.code).toBe(expected);
  expect(parse(ran).ok).toBe(expected === 0);
  const missing = parse(ran).checks.filter(({ result }) => result === "missing");
  expect(missing.map((found) => [found.check, found.action])).toEqual([[name, action]]);
  expect(findIn(ran, "credentials").result).toBe("ok");
  const others = parse(ran).checks.filter(({ check: one }) => one !== name);
  expect(new Set(others.map(({ result }) => result))).toEqual(new Set(["ok"]));
  // The table has a short row, and the error with the advice follows.
  const { out, err } = await check(args);
  expect(out).toMatch(new RegExp(`^${name} +missing +${action} `, "m"));
  expect(err).toMatch(new RegExp(`^dcs-task check: FORBIDDEN: .*${action}.*\n$`));
});

test("names the missing permission to list projects, and what else could be done", async () => {
  const body = {
    error: { code: 403, message: "You are not authorized to perform the requested action." },
  };
  proxy = await refuse(simulator.url, [[/\/v3\/projects/, body]]);
  const ran = await check(["--endpoint", proxy.url, "--json"]);
  expect(ran.code).toBe(3);
  expect(findIn(ran, "projects in IAM")).toMatchObject({
    result: "missing",
    action: "iam:projects:listProjects",
    error: expect.stringContaining("set --project-id or HW_PROJECT_ID, or let the user") as string,
  });
  expect(findIn(ran, "list of tasks")).toMatchObject({ result: "skipped" });
});

test("an instance that does not exist is a failure", async () => {
  const ran = await check(["00000000-1111-2222-3333-444444444444", "--json"]);
  expect(ran.code).toBe(3);
  expect(findIn(ran, "list of tasks")).toMatchObject({ result: "failed", details: "NOT_FOUND" });
});

test("a wrong key is one failure, and is not tried again", async () => {
  const before = simulator.requests.length;
  const ran = await check(["--json"], { HW_ACCESS_KEY: "WRONG0FOR0CHECK", HW_SECRET_KEY: "x" });
  expect(ran.code).toBe(3);
  expect(resultsOf(ran).filter(([, result]) => result === "failed")).toEqual([
    ["projects in IAM", "failed"],
  ]);
  expect(findIn(ran, "projects in IAM").error).toMatch(/UNAUTHORIZED: .*HW_ACCESS_KEY/);
  expect(findIn(ran, "credentials").result).toBe("found");
  expect(simulator.requests.length - before).toBeLessThanOrEqual(2);
});

test("a wrong secret key is named whole, in lines of words on a terminal", async () => {
  // Of its own, since rejections lock a key.
  const strict = await startSimulator({ accessKey: "CHECK0ACCESS0KEY" });
  const run = (options: RunOptions) =>
    runDcsTask(strict, ["check"], { ...options, env: { HW_SECRET_KEY: "wrong" } });
  const piped = await run({});
  expect(piped.out).toMatch(/^credentials +found +permanent keys, from the environment/m);
  // The service quotes the whole canonical request.
  expect(piped.err.length).toBeGreaterThan(500);
  expect(piped.err).toMatch(/^dcs-task check: UNAUTHORIZED: .*HW_SECRET_KEY\)\n$/);
  const { err } = await run({ isErrTTY: true, columns: 60 });
  await strict.close();
  const lines = err.trimEnd().split("\n");
  const broken = lines.filter((line) => line.length > 60 && line.trim().includes(" "));
  expect(broken).toEqual([]);
  expect(lines.length).toBeGreaterThan(8);
  const text = lines.map((line) => line.trim()).join(" ");
  expect(text).toMatch(/^dcs-task check: UNAUTHORIZED: .*canonicalRequest:.*HW_SECRET_KEY\)$/);
});

test("without keys says how to set them", async () => {
  const off = { HW_ACCESS_KEY: "", HW_SECRET_KEY: "", PULUMI_DCS_METADATA: "off" };
  const ran = await check([], { ...off, HOME: "/nowhere" });
  expect(ran.code).toBe(2);
  expect(ran.out).toMatch(/^credentials +failed +INVALID_INPUT$/m);
  expect(ran.err).toMatch(/no credentials: set HW_ACCESS_KEY and HW_SECRET_KEY/);
});

test("without a region ends with 2", async () => {
  const { code, out, err } = await check([], { HW_REGION_NAME: "" });
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/"--region" must be set/);
});

test.each([
  [30, "ok", /^(2[5-9]|30|31)s behind the service's$/],
  [-30, "ok", /^(29|3[0-5])s ahead of the service's$/],
  [3_630, "warning", /^1h00m behind .*; the dates of signatures are corrected/],
])("reports a clock that is %i s off", async (seconds, result, details) => {
  const { url } = await serve((response) => {
    response.setHeader("date", new Date(Date.now() + seconds * 1000).toUTCString());
    response.end(JSON.stringify({ task_count: 0, tasks: [], progress: 1, job_id: "j" }));
  });
  const ran = await check(["--json", "--endpoint", url, "--project-id", "p"]);
  const clock = findIn(ran, "clock");
  expect(clock.result).toBe(result);
  expect(clock.details).toMatch(details);
});

test("a clock that is so far off that the keys are rejected is seen in the rejection", async () => {
  const { url } = await serve((response) => {
    response.setHeader("date", new Date(Date.now() + 1_200_000).toUTCString());
    response.statusCode = 401;
    response.end('{"error_code":"APIGW.0301","error_msg":"the date is wrong"}');
  });
  const ran = await check(["--json", "--endpoint", url, "--project-id", "p"]);
  expect(findIn(ran, "clock")).toMatchObject({
    result: "warning",
    details: expect.stringMatching(/^(19m|20m)\S* behind the service's/) as string,
  });
});

test.each([
  ["", "must not be empty"],
  ["../x", "must hold only letters"],
])("the instance id %j is an invalid argument", async (instanceId, problem) => {
  const { code, out, err } = await check([instanceId]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(`dcs-task check: INVALID_INPUT: "<instance id>" ${problem}`);
});
