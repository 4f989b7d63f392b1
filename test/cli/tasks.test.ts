import { type Simulator, startSimulator } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { closeServers, serve } from "../client/support/answerServer";
import { runDcsTask, type RunOptions } from "./support/dcsTask";
import { refuse } from "./support/refusingProxy";

/** How many times faster than written tasks and waits run. */
const speed = 5;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    scenarios: ["done", "quick", "fails", "long", "throttled"],
    speed,
    now: steadyDate,
  });
});
afterEach(closeServers);
afterAll(() => simulator.close());

const dcsTask = (args: readonly string[], options: RunOptions = {}) =>
  runDcsTask(simulator, args, { clock: fastTime(speed).clock, ...options });
const at = (url: string) => ["--endpoint", url, "--project-id", "p"];
const idsOf = (scenario: string) => [simulator.instanceId, simulator.tasks[scenario] ?? ""];

test("show prints the percentage, and each step with its duration", async () => {
  const { code, out } = await dcsTask(["show", ...idsOf("done")]);
  expect(code).toBe(0);
  const [head, ...table] = out.split("\n");
  expect(head).toBe("100 %");
  expect(table.slice(0, 3)).toEqual([
    "step                 status  took",
    expect.stringMatching(/^1\/3 前置检查 {9}FINISH {2}\ds$/),
    expect.stringMatching(/^2\/3 数据迁移 {9}FINISH {2}\ds$/),
  ]);
  expect(out).toMatch(/^ {4}slot 8192-16383 {2}FINISH/m);
});

test("show prints the time left of a running task", async () => {
  expect((await dcsTask(["show", ...idsOf("long")])).out).toMatch(/^\d %, about 2m left\n/);
});

test.each([
  [{ progress: 1e-9, remain_time: 1e300 }, "0 %"],
  [{ progress: 62.9, remain_time: 366 * 86_400 }, "62 %"],
  [{ progress: 99.999, remain_time: 3_600 }, "99 %, about 1h00m left"],
])("show rounds the percentage down, and shows no time left above a year: %j", async (...given) => {
  const [body, head] = given;
  const { url } = await serve({ body: { ...body, step_details: [] } });
  const { code, out } = await dcsTask(["show", "i", "t", ...at(url)]);
  expect([code, out]).toEqual([0, `${head}\n`]);
});

test("show --json prints the answer", async () => {
  const { out } = await dcsTask(["show", ...idsOf("done"), "--json"]);
  expect(JSON.parse(out)).toMatchObject({ progress: 100, stepDetails: [{}, {}, {}] });
});

test.each([
  ["show", "--region"],
  ["show", "--project-id"],
  ["list", "--endpoint"],
  ["wait", "--profile"],
])("%s %s with an empty value is refused before any request", async (command, flag) => {
  const before = simulator.requests.length;
  const ids = command === "list" ? [simulator.instanceId] : idsOf("done");
  const { code, err } = await dcsTask([command, ...ids, flag, ""]);
  expect(code).toBe(2);
  expect(err).toBe(
    `dcs-task ${command}: INVALID_INPUT: "${flag}" must not be empty: give a value, or leave it out\n`,
  );
  expect(simulator.requests).toHaveLength(before);
});

test("list prints a table of the tasks", async () => {
  const { code, out } = await dcsTask(["list", simulator.instanceId]);
  expect(code).toBe(0);
  expect(out).toMatch(/^id {32}status {5}name +created\n/);
  expect(out).toMatch(new RegExp(`^${simulator.tasks["done"]} {2}SUCCESS {4}EXTEND +\\d{4}-`, "m"));
});

test("list --json prints a line of JSON for each task", async () => {
  const { out } = await dcsTask(["list", simulator.instanceId, "--json"]);
  const tasks = out.trim().split("\n").map(parse);
  expect(tasks).toContainEqual(expect.objectContaining({ id: simulator.tasks["done"] }));
  expect(tasks).toHaveLength(5);
});

test("wait prints a line for what changes, the steps and a summary, and ends with 0", async () => {
  const { code, out } = await dcsTask(["wait", ...idsOf("quick")]);
  expect(code).toBe(0);
  const lines = out.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^\d+% .*· \d+s$/);
  expect(lines).toContainEqual(expect.stringMatching(/^3\/3 结果校验 +FINISH/));
  expect(lines.at(-1)).toMatch(/^100% succeeded · 3 of 3 steps · \d+s · \d+ quer(y|ies)$/);
  expect(out).not.toContain("\u001b");
});

test("wait draws a bar and the steps on a terminal, and leaves the steps and a summary", async () => {
  const { out } = await dcsTask(["wait", ...idsOf("done")], { isTTY: true });
  expect(out.split("\u001b[32m").at(-1)).toMatch(/^100% succeeded · 3 of 3 steps · /);
  const running = await dcsTask(["wait", ...idsOf("long")], {
    isTTY: true,
    columns: 60,
    interruptAt: /░/,
  });
  expect(running.out).toMatch(/▶ \d\/3 /);
});

test("wait uses no colour where NO_COLOR is set", async () => {
  const { out } = await dcsTask(["wait", ...idsOf("long")], {
    isTTY: true,
    env: { NO_COLOR: "1" },
    interruptAt: /░/,
  });
  expect(out).toContain("░");
  expect(out.match(/\[[\d;]*m/g)).toBeNull();
});

test("wait prints lines on a terminal that cannot move its cursor", async () => {
  const { out } = await dcsTask(["wait", ...idsOf("done")], { isTTY: true, env: { TERM: "dumb" } });
  expect(out).not.toContain("\u001b");
});

test("wait --json prints only lines of JSON: answers, failed queries and the end", async () => {
  const { out, code } = await dcsTask(["wait", ...idsOf("throttled"), "--json"]);
  expect(code).toBe(0);
  const events = out.trim().split("\n").map(parse);
  expect(events[0]).toMatchObject({ event: "trouble", attempts: 1, code: "THROTTLED" });
  expect(events.at(-2)).toMatchObject({
    event: "progress",
    progress: 100,
    stepDetails: [{}, {}, {}],
  });
  expect(events.at(-1)).toMatchObject({ event: "end", outcome: "succeeded", progress: 100 });
});

test.each([
  ["503", { contentType: "text/html", body: "<h1>Service Unavailable</h1>" }, /was answered 503/],
  ["429", { body: { error_code: "APIGW.0308", error_msg: "Throttled" } }, /was answered 429 APIGW/],
  ["connection lost", { drop: "before" as const }, /failed: .*; check the endpoint/],
])("in a log of a wait with trouble each line says what happened: %s", async (word, fault, why) => {
  const status = /^\d+$/.test(word) ? { status: Number(word) } : {};
  const faults = [{ request: 1, ...fault, ...status }];
  const troubled = await startSimulator({
    scenarios: [{ name: "troubled", steps: [{ name: "copy", seconds: 0.5 }], faults }],
    accessKey: "TROUBLED0KEY",
  });
  const ids = [troubled.instanceId, troubled.tasks["troubled"] ?? ""];
  const { out } = await runDcsTask(troubled, ["wait", ...ids]).finally(() => troubled.close());
  const lines = out.trimEnd().split("\n");
  const trouble = lines.find((line) => line.startsWith(word));
  expect(trouble).toMatch(/, again in 1s · \d+s · /);
  expect(trouble).toMatch(why);
  expect(lines.at(-1)).toMatch(/^100% succeeded · 1 of 1 step · \d+s · \d+ queries$/);
  expect(out).not.toMatch(/^\W*[A-Z_]+\W*$/m);
});

test.each([
  ["a task id that the service rejects", ["x", "--timeout", "1"], /^INVALID_INPUT: .*400 DCS/],
  ["several tasks", ["--all"], /^FORBIDDEN: was answered 403 DCS\.2003: Policy doesn't/],
])("in a log, the last line of a wait for %s says why it failed", async (_, args, reason) => {
  const strict = await startSimulator({ scenarios: ["long", "stalls"], accessKey: "LOG0KEY" });
  const body = { error_code: "DCS.2003", error_msg: "Policy doesn't allow it." };
  const proxy = await refuse(strict.url, [[/tasks\/\w{32}\/progress$/, body]]);
  const ids = [strict.instanceId, ...args, "--endpoint", proxy.url];
  const { out, err } = await runDcsTask(strict, ["wait", ...ids]);
  await proxy.close();
  await strict.close();
  const last = out.trimEnd().split("\n").at(-1) ?? "";
  const [what, why] = last.split(" · ");
  expect(what).toBe("could not be queried");
  expect(why).toMatch(reason);
  expect(last.length).toBeLessThanOrEqual(180);
  expect(err).toMatch(/^dcs-task wait: .*[A-Z_]+: .*\(GET http/m);
  expect(out).not.toMatch(/^[A-Z_]+$/m);
});

test("in a log, the last line of a wait without a readable answer is a sentence", async () => {
  const { url } = await serve({ body: { maintenance: "at 3" } });
  const { code, out } = await dcsTask(["wait", "i", "t", "--timeout", "1", ...at(url)]);
  expect(code).toBe(3);
  expect(out.trimEnd().split("\n").at(-1)).toMatch(
    /^could not be queried · MALFORMED_RESPONSE: .*: the answer is not as documented: it has neither/,
  );
});

test("wait ends with 20 for a task that failed, and shows the step and its code", async () => {
  const { code, out } = await dcsTask(["wait", ...idsOf("fails")]);
  expect(code).toBe(20);
  expect(out).toMatch(/^ {4}slot [\d-]+ {2}FAILED {3}DCS\.4842/m);
});

test("wait ends with 4 on time-out, and prints the command that resumes it", async () => {
  const { code, err } = await dcsTask(["wait", ...idsOf("long"), "--timeout", "1"]);
  expect(code).toBe(4);
  expect(err).toBe(
    `The task continues. To resume the wait: dcs-task wait ${idsOf("long").join(" ")} --timeout 1\n`,
  );
});

test("wait ends with 130 on Ctrl-C, and prints the command that resumes it with the same options", async () => {
  const flags = ["--region", "cn-north-4", "--project-id", simulator.projectId];
  const args = ["wait", ...idsOf("long"), ...flags, "--endpoint", simulator.url];
  const { code, err, out } = await dcsTask(args, { interruptAt: /~\d/ });
  expect(code).toBe(130);
  expect(err).toBe(`The task continues. To resume the wait: dcs-task ${args.join(" ")}\n`);
  expect(out).toMatch(/^\d+% interrupted · /m);
});

test.each<[string, string[], Record<string, string>, number, RegExp]>([
  ["a bad id", ["show", "a/b", "t"], {}, 2, /INVALID_INPUT: "<instance id>" must hold only/],
  [
    "no region",
    ["list", "i"],
    { HW_REGION_NAME: "" },
    2,
    /"--region" must be set: use --region or HW_REGION_NAME$/m,
  ],
  ["half a key", ["list", "i"], { HW_SECRET_KEY: "" }, 2, /"HW_SECRET_KEY" is missing/],
  ["no time", ["wait", "i", "t", "--timeout", "soon"], {}, 2, /"--timeout" must be a duration/],
  ["no time to appear", ["wait", "i", "--appear", "0"], {}, 2, /"--appear" must be a duration/],
  [
    "--all with a task",
    ["wait", "i", "t", "--all"],
    {},
    2,
    /"--all" chooses a task, but a task id/,
  ],
  ["--name with a task", ["wait", "i", "t", "--name", "X"], {}, 2, /"--name" chooses a task, but/],
  ["an empty name", ["wait", "i", "--name", ""], {}, 2, /"--name" must not be empty/],
  ["a wrong key", ["list", "i"], { HW_SECRET_KEY: "x" }, 3, /UNAUTHORIZED: .*HW_ACCESS_KEY/],
  ["nothing to report on", ["report"], {}, 2, /either an instance id and a task id, or --state/],
  ["half a task", ["report", "i"], {}, 2, /either an instance id and a task id, or --state/],
])("reports %s in one line", async (_, args, env, code, message) => {
  const ran = await dcsTask(args, { env });
  expect(ran).toMatchObject({ code, out: "" });
  expect(ran.err).toMatch(message);
  expect(ran.err.trim().split("\n")).toHaveLength(1);
});

function parse(line: string): unknown {
  return JSON.parse(line);
}

test.each([
  [["show", "../x", "t"], "show", "<instance id>"],
  [["show", "i", ""], "show", "<task id>"],
  [["list", "../x"], "list", "<instance id>"],
  [["wait", "../x"], "wait", "<instance id>"],
  [["report", "../x", "t"], "report", "<instance id>"],
  [["wait", "i", "../x"], "wait", "<task id>"],
])("the invalid argument of %j has its name in the help", async (args, command, argument) => {
  const { code, out, err } = await dcsTask(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(`dcs-task ${command}: INVALID_INPUT: "${argument}" must`);
});

test.each([[["\u001b[2J"]], [["show", "i", "t", "--\u001b]0;x\u0007"]]])(
  "what a terminal would obey is not printed of the unknown argument in %j",
  async (args) => {
    const { code, err } = await dcsTask(args);
    expect(code).toBe(2);
    expect(err).toContain("unknown");
    expect(err.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  },
);

test.each([
  [["--state", "/x\u001b[31m\n::error::x"], 2],
  [["--output", "/x\u001b[31m\n/y"], 3],
])(
  "no name of a file makes report print what a terminal would obey: %j",
  async (args, expected) => {
    const ids = args.includes("--output") ? idsOf("done") : [];
    const { code, err } = await dcsTask(["report", ...ids, ...args]);
    expect(code).toBe(expected);
    expect(err).toMatch(/^dcs-task report: [^\p{Cc}]+\n$/u);
  },
);

test("the help without arguments keeps its columns", async () => {
  const { code, err } = await dcsTask([]);
  expect(code).toBe(2);
  expect(err).toMatch(/^ {2}show .* {2}show the progress/m);
});
