import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pass } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { type Scenario, type Simulator, startSimulator } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { closeServers, serve } from "../client/support/answerServer";
import { runDcsTask, type RunOptions } from "./support/dcsTask";

/** How many times faster than written tasks and waits run. */
const speed = 10;
let simulator: Simulator | undefined;
afterEach(async () => {
  await closeServers();
  await simulator?.close();
});

async function play(...scenarios: (string | Scenario)[]): Promise<Simulator> {
  simulator = await startSimulator({ scenarios, speed, now: steadyDate });
  return simulator;
}

const one = (name: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  steps: [{ name: "copy", seconds: 1 }],
  ...more,
});
const endless: Partial<Scenario> = { steps: [{ name: "copy", seconds: 100_000 }] };
const failing: Partial<Scenario> = { steps: [{ name: "copy", seconds: 1, fails: "DCS.4842" }] };

const wait = (at: Simulator, args: readonly string[], options: RunOptions = {}) =>
  runDcsTask(at, ["wait", at.instanceId, ...args], { clock: fastTime(speed).clock, ...options });
const linesOf = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("without a task id waits for the newest unfinished task, and says which", async () => {
  const at = await play("done", one("older"), one("newer", { createdAfterSeconds: 1 }));
  while (steadyDate() < at.task("newer").createdAt) await pass(10);
  const { code, out, err } = await wait(at, []);
  expect(code).toBe(0);
  expect(err).toMatch(
    new RegExp(
      `^Waiting for EXTEND ${at.tasks["newer"]} \\(\\w+, created [^)]*Z\\), the newest of 2\\.\n$`,
    ),
  );
  expect(out).toMatch(/^100% succeeded/m);
  expect(at.task("older").asked).toBe(0);
});

test("--name chooses among the tasks with one of the names", async () => {
  const at = await play(one("a", { taskName: "BindEip" }), one("b"));
  const { code, err } = await wait(at, ["--name", "UnBindEip", "--name", "BindEip"]);
  expect(code).toBe(0);
  expect(err).toContain(`Waiting for BindEip ${at.tasks["a"]} (`);
});

test("without an unfinished task ends with 5, and says what would help", async () => {
  const at = await play("done");
  const { code, out, err } = await wait(at, ["--name", "EXTEND"]);
  expect([code, out]).toEqual([5, ""]);
  expect(err).toBe(
    `Instance ${at.instanceId} has no unfinished background task named EXTEND. ` +
      'If one is about to start, wait for it with "--appear 60s".\n',
  );
});

test("an instance that does not exist is an error at once", async () => {
  const at = await play("done");
  const { code, err } = await runDcsTask(at, ["wait", "00000000-1111-2222-3333-444444444444"]);
  expect(code).toBe(3);
  expect(err).toMatch(/^dcs-task wait: NOT_FOUND: ListBackgroundTask .*\n$/);
  expect(at.requests.map(({ path }) => path.split("/").at(-1))).toEqual(["projects", "tasks"]);
});

test("waits out a pause that the service asks for before the task is chosen", async () => {
  const task = { id: "t", name: "EXTEND", status: "EXECUTING" };
  const steps = [{ step_name: "copy", step_status: "FINISH" }];
  const { url } = await serve(
    { status: 429, body: {}, headers: { "retry-after": "30" } },
    { body: { task_count: 1, tasks: [task] } },
    { body: { progress: 100, step_details: steps } },
  );
  const { clock } = fastTime(speed);
  const args = ["wait", "i", "--endpoint", url, "--project-id", "p"];
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
  const { code, err } = await runDcsTask(undefined, args, { env: keys, clock });
  expect(err).toMatch(
    /^Will ask again for the tasks: .*429.*\nWaiting for EXTEND t \(EXECUTING\)\.\n/,
  );
  expect(code).toBe(0);
});

test("--appear looks until a task appears", async () => {
  const at = await play("done", one("late", { createdAfterSeconds: 2 }));
  const { code, err } = await wait(at, ["--appear", "30s"]);
  expect(code).toBe(0);
  expect(err).toContain(at.tasks["late"]);
});

test("--appear finds a task that appeared and ended between two looks", async () => {
  const task = { name: "EXTEND", status: "SUCCESS", created_at: new Date().toISOString() };
  const old = { ...task, id: "old", created_at: "2026-01-01T00:00:00.000Z" };
  const steps = [{ step_name: "copy", step_status: "FINISH" }];
  const { url } = await serve(
    { body: { task_count: 1, tasks: [old] } },
    { body: { task_count: 2, tasks: [{ ...task, id: "brief" }, old] } },
    { body: { progress: 100, step_details: steps } },
  );
  const { clock } = fastTime(speed);
  const args = ["wait", "i", "--appear", "30s", "--endpoint", url, "--project-id", "p"];
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
  const { code, err } = await runDcsTask(undefined, args, { env: keys, clock });
  expect(err).toContain("Waiting for EXTEND brief (SUCCESS, ");
  expect(code).toBe(0);
});

test.each([
  ["ahead of", 90],
  ["behind", -90],
])(
  "--appear ignores what ended before, also if the service's clock is %s this one's",
  async (_, seconds) => {
    const ended = one("ended", { startedSecondsAgo: 30 });
    const now = () => steadyDate() + seconds * 1000;
    simulator = await startSimulator({ scenarios: [ended], now });
    const { code, err } = await wait(simulator, ["--appear", "3s"]);
    expect(code).toBe(5);
    expect(err).toMatch(/has no unfinished background task, and none appeared within 3 s\.\n$/);
  },
);

test("--appear finds a task that ended between two looks by a clock that is behind", async () => {
  const off = -90_000;
  const created = new Date(Date.now() + off).toISOString();
  const task = { id: "brief", name: "EXTEND", status: "SUCCESS", created_at: created };
  const headers = { date: new Date(Date.now() + off).toUTCString() };
  const steps = [{ step_name: "copy", step_status: "FINISH" }];
  const { url } = await serve(
    { headers, body: { task_count: 0, tasks: [] } },
    { headers, body: { task_count: 1, tasks: [task] } },
    { headers, body: { progress: 100, step_details: steps } },
  );
  const { clock } = fastTime(speed);
  const args = ["wait", "i", "--appear", "30s", "--endpoint", url, "--project-id", "p"];
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
  const { code, err } = await runDcsTask(undefined, args, { env: keys, clock });
  expect(err).toContain("Waiting for EXTEND brief (SUCCESS, ");
  expect(code).toBe(0);
});

test("--appear ends with 5 when nothing has appeared", async () => {
  const at = await play("done");
  const { code, err } = await wait(at, ["--appear", "1500ms"]);
  expect(code).toBe(5);
  expect(err).toMatch(/has no unfinished background task, and none appeared within 1\.5 s\.\n$/);
});

test("Ctrl-C during the search ends with 130, and prints the command as it was called", async () => {
  const at = await play("done");
  const interrupted = new AbortController();
  setTimeout(() => {
    interrupted.abort();
  }, 200);
  const args = ["--name", "EXTEND", "--appear", "10m"];
  const { code, err } = await wait(at, args, { signal: interrupted.signal });
  expect(code).toBe(130);
  expect(err).toBe(`To resume: dcs-task wait ${at.instanceId} --name EXTEND --appear 10m\n`);
});

test("--timeout also bounds the choice of a task", async () => {
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const flags = ["--timeout", "1s", "--json", "--endpoint", url, "--project-id", "p"];
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
  const { code, out, err } = await runDcsTask(undefined, ["wait", "i", ...flags], { env: keys });
  silent.closeAllConnections();
  silent.close();
  expect([code, linesOf(out)]).toEqual([4, [{ event: "end", outcome: "timedOut" }]]);
  expect(err).toContain("Timed out before a task was chosen.\nTo resume: dcs-task wait i ");
});

const sick = { status: 503, body: { error_code: "DCS.5000", error_msg: "sick" } };
const noTasks = { body: { task_count: 0, tasks: [] } };
const searchAt = (url: string, ...flags: string[]) => {
  const args = ["wait", "i", ...flags, "--endpoint", url, "--project-id", "p"];
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
  return runDcsTask(undefined, args, { env: keys, clock: fastTime(speed).clock });
};

test("a search that had no answer ends with its last failure when the time is up", async () => {
  const { url } = await serve(sick);
  const { code, out, err } = await searchAt(url, "--appear=3s", "--timeout=3s", "--json");
  const end = { event: "end", outcome: "error", code: "SERVICE_ERROR" };
  expect([code, linesOf(out)]).toEqual([3, [expect.objectContaining(end)]]);
  const [told, last, ...more] = err.trimEnd().split("\n");
  expect(told).toMatch(/^Will ask again for the tasks: .* 503 DCS\.5000/);
  expect(last).toMatch(
    /^dcs-task wait: SERVICE_ERROR: there was no answer about the tasks within \d s; the last failure: .* 503 DCS\.5000/,
  );
  expect(more).toEqual([]);
});

test.each([
  [[], { event: "end", outcome: "timedOut" }],
  [["--all"], { event: "summary", outcome: "timedOut", tasks: [] }],
])("%j a search that fails at its end times out, and says the last failure", async (...given) => {
  const [flags, line] = given;
  const { url } = await serve(noTasks, sick);
  const { code, out, err } = await searchAt(url, "--appear=3s", "--timeout=3s", "--json", ...flags);
  const message = expect.stringMatching(/^ListBackgroundTask .* 503 DCS\.5000/) as string;
  expect([code, linesOf(out)]).toEqual([4, [{ ...line, code: "SERVICE_ERROR", message }]]);
  expect(err).toMatch(
    /\nTimed out before a task was chosen\.\nThe last failure: SERVICE_ERROR: .*\nTo resume: /,
  );
});

test("a failure that an answer followed is not the reason of a time-out", async () => {
  const { url } = await serve(sick, noTasks, () => undefined);
  const { code, out, err } = await searchAt(url, "--appear=5s", "--timeout=5s", "--json");
  expect([code, linesOf(out)]).toEqual([4, [{ event: "end", outcome: "timedOut" }]]);
  expect(err).not.toContain("last failure");
});

test("after a time-out the printed command names the task that was chosen", async () => {
  const at = await play(one("slow", endless));
  const flags = ["--name", "EXTEND", "--appear", "5s", "--timeout", "5s"];
  const { code, err } = await wait(at, flags);
  expect(code).toBe(4);
  const again = `dcs-task wait ${at.instanceId} ${at.tasks["slow"]} --timeout 5s`;
  expect(err).toContain(`The task continues. To resume the wait: ${again}\n`);
});

test("--json begins with the chosen task", async () => {
  const at = await play(one("a"));
  const { code, out } = await wait(at, ["--json"]);
  const lines = linesOf(out);
  const taskId = at.tasks["a"];
  expect(code).toBe(0);
  expect(lines[0]).toMatchObject({ event: "chosen", tasks: [{ taskId, taskName: "EXTEND" }] });
  expect(lines[1]).toMatchObject({ event: "progress", taskId });
  expect(lines.at(-1)).toMatchObject({
    ...{ event: "end", taskId, taskName: "EXTEND", outcome: "succeeded", progress: 100 },
  });
});

test.each([[], ["--all"]])(
  "with %j an id that cannot be queried is an error of the answer",
  async (...flags) => {
    const { url } = await serve({
      body: { task_count: 1, tasks: [{ id: "../x?y", name: "EXTEND", status: "EXECUTING" }] },
    });
    const args = ["wait", "i", ...flags, "--endpoint", url, "--project-id", "p"];
    const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "s" };
    const { code, err } = await runDcsTask(undefined, args, { env: keys });
    expect(code).toBe(3);
    expect(err).toMatch(
      /^dcs-task wait: MALFORMED_RESPONSE: the service lists the task EXTEND \.\.\/x\?y, whose id must/,
    );
  },
);

test("--all waits for the other tasks where one has an id that cannot be queried", async () => {
  const task = { name: "EXTEND", status: "EXECUTING" };
  const tasks = ["../x?y", "good"].map((id) => ({ ...task, id }));
  const steps = [{ step_name: "copy", step_status: "FINISH" }];
  const { url } = await serve(
    { body: { task_count: 2, tasks } },
    { body: { progress: 100, step_details: steps } },
  );
  const { code, out, err } = await searchAt(url, "--all", "--json");
  expect(code).toBe(3);
  const message = expect.stringMatching(
    /^the service lists the task EXTEND \.\.\/x\?y, /,
  ) as string;
  expect(linesOf(out).at(-1)).toMatchObject({
    ...{ event: "summary", outcome: "error" },
    tasks: [
      { taskId: "../x?y", outcome: "error", code: "MALFORMED_RESPONSE", message },
      { taskId: "good", outcome: "succeeded", progress: 100 },
    ],
  });
  expect(err).toMatch(
    /^Waiting for EXTEND good \(EXECUTING\)\.\ndcs-task wait: EXTEND \.\.\/x\?y: MALFORMED_RESPONSE: /,
  );
});

test.each([
  [[], { event: "end" }],
  [["--all"], { event: "summary", tasks: [] }],
])("%j --json ends with the error of a choice that fails", async (flags, line) => {
  const { url } = await serve({ status: 401, body: { error_code: "APIGW.0301" } });
  const { code, out, err } = await searchAt(url, ...flags, "--json");
  const message = expect.stringMatching(/^ListBackgroundTask .* 401 APIGW\.0301/) as string;
  const error = { outcome: "error", code: "UNAUTHORIZED", message };
  expect([code, linesOf(out)]).toEqual([3, [{ ...line, ...error }]]);
  expect(err).toMatch(/^dcs-task wait: UNAUTHORIZED: /);
});

test("--json ends with the error of a missing setting", async () => {
  const { code, out } = await runDcsTask(undefined, ["wait", "i", "t", "--json"]);
  const message = expect.stringContaining("--region") as string;
  const end = { event: "end", outcome: "error", code: "INVALID_INPUT", message };
  expect([code, linesOf(out)]).toEqual([2, [end]]);
});

test.each(["markdown", "text"])("--json excludes --format %s", async (format) => {
  const { code, out, err } = await runDcsTask(undefined, [
    ...["wait", "i", "t", "--json", "--format", format],
  ]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("option '--json' cannot be used with option '--format <format>'");
});

test("--json ends with the error of a wait that cannot go on", async () => {
  const at = await play("done");
  const env = { HW_SECRET_KEY: "wrong" };
  const { code, out, err } = await wait(at, [at.tasks["done"] ?? "", "--json"], { env });
  expect(code).toBe(3);
  expect(linesOf(out).at(-1)).toMatchObject({
    ...{ event: "end", outcome: "error", code: "UNAUTHORIZED" },
    message: expect.stringContaining("HW_ACCESS_KEY") as string,
  });
  expect(err).toMatch(/^dcs-task wait: UNAUTHORIZED: /);
});

test.each([
  [[], { event: "end", outcome: "none" }],
  [["--all"], { event: "summary", outcome: "none", tasks: [] }],
])("%j --json without an unfinished task prints one line", async (flags, line) => {
  const { code, out } = await wait(await play("done"), [...flags, "--json"]);
  expect([code, linesOf(out)]).toEqual([5, [line]]);
});

test("--all --json waits for every unfinished task, and sums them up in the last line", async () => {
  const at = await play("done", one("good"), one("bad", failing));
  const { code, out } = await wait(at, ["--all", "--json"]);
  expect(code).toBe(20);
  const lines = linesOf(out);
  expect(lines.filter(({ event }) => event === "end")).toHaveLength(2);
  const { event, outcome, tasks } = lines.at(-1) ?? {};
  expect([event, outcome]).toEqual(["summary", "failed"]);
  const failed = { stepName: "copy", stepStatus: "FAILED", errorCode: "DCS.4842" };
  expect(tasks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ...{ taskId: at.tasks["good"], taskName: "EXTEND", outcome: "succeeded", progress: 100 },
      }),
      expect.objectContaining({
        ...{ taskId: at.tasks["bad"], outcome: "failed" },
        stepDetails: [expect.objectContaining(failed)],
      }),
    ]),
  );
  expect(tasks).toHaveLength(2);
});

test("--all names the task in each line of a log, and shows the steps of each", async () => {
  const at = await play(one("good"), one("bad", failing));
  const { code, out } = await wait(at, ["--all"]);
  expect(code).toBe(20);
  for (const name of ["good", "bad"]) {
    expect(out).toMatch(new RegExp(`^EXTEND ${at.tasks[name]}: `, "m"));
    expect(out).toMatch(new RegExp(`^EXTEND ${at.tasks[name]}\nstep `, "m"));
  }
  expect(out).toMatch(/^100% succeeded · 1 of 1 step/m);
});

test("--all that times out prints the command as it was called", async () => {
  const at = await play(one("good"), one("slow", endless));
  const { code, err } = await wait(at, ["--all", "--timeout", "10s"]);
  expect(code).toBe(4);
  const again = `dcs-task wait ${at.instanceId} --all --timeout 10s`;
  expect(err).toContain(`To resume the wait: ${again}\n`);
});

test("--all draws the tasks below each other on a terminal", async () => {
  const at = await play(one("a", endless), one("b", endless));
  const { out } = await wait(at, ["--all"], {
    ...{ isTTY: true, columns: 60, rows: 12, env: { NO_COLOR: "1" } },
    interruptAt: /░ [^\r]*░ /,
  });
  const screens = out.split("\r").map((text) => stripVTControlCharacters(text));
  const both = screens.find((text) => text.split("░ ").length === 3) ?? "";
  const [a, b] = ["a", "b"].map((name) => `EXTEND ${at.tasks[name]}`);
  const bar = expect.stringMatching(/^ {2,3}\d% /) as string;
  const step = expect.stringMatching(/^ ▶ 1\/1 copy/) as string;
  expect(both.trimEnd().split("\n")).toEqual([a, bar, step, b, bar, step]);
});

test.each([
  ["on a terminal", 2, true],
  ["in a log", 1, false],
])("%s a task that will take hours is queried %i times in 7 seconds", async (_, queries, isTTY) => {
  const at = await play(one("slow", endless));
  const id = at.tasks["slow"] ?? "";
  const { clock } = fastTime(4);
  const interrupted = new AbortController();
  void clock.sleep(7_000).then(() => {
    interrupted.abort();
  });
  await wait(at, [id], { isTTY, clock, signal: interrupted.signal });
  expect(at.requests.filter(({ path }) => path.endsWith("/progress"))).toHaveLength(queries);
});
