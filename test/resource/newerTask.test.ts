import { setTimeout as pass } from "node:timers/promises";
import { allTasks } from "../../src/resource/allTasks";
import type { Scenario } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { setStage, type Stage, type StageOptions } from "./support/stage";

type Properties = Record<string, unknown>;
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly properties: Properties;
}

const good: Scenario = { name: "good", taskName: "EXTEND", steps: [{ name: "grow", seconds: 1 }] };
const bad: Scenario = {
  ...good,
  name: "bad",
  steps: [{ name: "grow", seconds: 0.5, fails: "DCS.4842" }],
};
const later = (scenario: Scenario, seconds: number, name = scenario.name): Scenario => ({
  ...scenario,
  name,
  createdAfterSeconds: seconds,
});
/** So long after the first run that no machine is slow enough to see it in that run. */
const MUCH_LATER = 1_000;
let jumpedMs = 0;
/** Ten times as much passes for the scenarios. */
const jump = (seconds: number) => (jumpedMs += (seconds * 1_000) / 10);
beforeEach(() => (jumpedMs = 0));

let stage: Stage;
afterEach(() => stage.simulator.close());

async function play(scenarios: readonly Scenario[], more: Partial<StageOptions> = {}) {
  const now = () => steadyDate() + jumpedMs;
  stage = await setStage({
    scenarios,
    now,
    ...more,
    host: { clock: fastTime(20).clock, ...more.host },
  });
}

const inputs = (more: Properties = {}) =>
  stage.inputs("", { taskId: null, taskName: "EXTEND", triggers: [1], ...more });
const idOf = (scenario: string) => stage.simulator.tasks[scenario];
const failureOf = (attempt: Promise<unknown>): Promise<Failure> =>
  attempt.then(
    () => {
      throw new Error("there was no failure");
    },
    (error: unknown) => error as Failure,
  );

describe("after a task that was found has failed, the next run", () => {
  it("waits for the newer task that was started since, without a changed trigger", async () => {
    await play([bad, later(good, MUCH_LATER)]);
    const { properties } = await failureOf(stage.lifecycle.create(inputs()));
    expect(properties).toMatchObject({ status: "FAILED", taskId: idOf("bad") });
    jump(MUCH_LATER);
    const { outs } = await stage.again().update(properties, inputs());
    expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: idOf("good"), taskName: "EXTEND" });
  });

  it("waits for a newer task that is listed late", async () => {
    await play([bad, later(good, MUCH_LATER + 3)]);
    const { properties } = await failureOf(stage.lifecycle.create(inputs()));
    jump(MUCH_LATER);
    const { outs } = await stage.again().update(properties, inputs());
    expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: idOf("good") });
  });

  it("fails with the newer task, where that has failed too", async () => {
    await play([bad, later(bad, MUCH_LATER, "worse")]);
    const first = await failureOf(stage.lifecycle.create(inputs()));
    jump(MUCH_LATER);
    expect(first.message).toContain(idOf("bad"));
    const second = await failureOf(stage.again().update(first.properties, inputs()));
    expect(second.code).toBe("TASK_FAILED");
    expect(second.message).toContain(idOf("worse"));
    expect(second.message).not.toContain(idOf("bad"));
    expect(second.properties).toMatchObject({ status: "FAILED", taskId: idOf("worse") });
  });

  it("fails again with the same task where there is no newer one, with one more query", async () => {
    await play([bad]);
    const { properties } = await failureOf(stage.lifecycle.create(inputs()));
    const before = stage.asked();
    const again = await failureOf(stage.again().update(properties, inputs()));
    expect(again).toMatchObject({ code: "TASK_FAILED", properties: { taskId: idOf("bad") } });
    expect(again.message).toContain("DCS.4842");
    expect(stage.asked() - before).toBe(1);
  });

  it("does not take the failed task as that of changed triggers", async () => {
    await play([bad]);
    const { properties } = await failureOf(stage.lifecycle.create(inputs()));
    const { outs } = await stage.again().update(properties, inputs({ triggers: [2] }));
    expect(outs).toMatchObject({ status: "NONE" });
    expect(stage.kept).toEqual([
      {
        severity: "warning",
        text: expect.stringMatching(/^nothing to wait for: .* no unfinished EXTEND task/) as string,
      },
    ]);
  });

  it("looks for no other task where the program named the one that failed", async () => {
    await play([bad, later(good, 1)]);
    const named = { ...inputs(), taskName: undefined, taskId: idOf("bad") };
    const { properties } = await failureOf(stage.lifecycle.create(named));
    await pass(200);
    await expect(stage.again().update(properties, named)).rejects.toMatchObject({
      code: "TASK_FAILED",
      properties: { taskId: idOf("bad") },
    });
  });

  it("also waits for a newer task if the old one failed after the wait was interrupted", async () => {
    await play([
      { ...bad, steps: [{ name: "grow", seconds: 4, fails: "DCS.4842" }] },
      later(good, 6),
    ]);
    const timeout = await failureOf(stage.lifecycle.create(inputs({ timeoutSeconds: 2 })));
    expect(timeout).toMatchObject({ code: "TIMED_OUT", properties: { taskId: idOf("bad") } });
    const { outs } = await stage.again().update(timeout.properties, inputs());
    expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: idOf("good") });
  });
});

describe("InstanceTasks after a failure", () => {
  it("replaces a failed task by the newer one of the same name", async () => {
    const bind: Scenario = { ...good, name: "bind", taskName: "BindEip" };
    await play([bad, bind, later(good, MUCH_LATER)], { kind: allTasks });
    const all = (more: Properties = {}) => inputs({ taskName: undefined, ...more });
    const { properties } = await failureOf(stage.lifecycle.create(all()));
    jump(MUCH_LATER);
    const { outs } = await stage.again().update(properties, all());
    const { tasks } = outs as { tasks: { taskId: string; status: string }[] };
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
    expect(tasks.map(({ taskId }) => taskId).sort()).toEqual([idOf("bind"), idOf("good")].sort());
  });
});

describe("after an interrupted run", () => {
  // At ten times the speed.
  const hourAgo: Scenario = { ...good, name: "hourAgo", startedSecondsAgo: 36_000 };

  it("a task that was created since the state was settled counts, and is said to be older", async () => {
    await play([hourAgo]);
    const olds = { ...(await stage.lifecycle.create(inputs())).outs };
    expect(olds).toMatchObject({ status: "NONE" });
    const settled = { ...olds, __since: new Date(Date.now() - 7_200_000).toISOString() };
    const { outs } = await stage.again().update(settled, inputs({ triggers: [2] }));
    expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: idOf("hourAgo") });
    expect(stage.kept.at(-1)).toEqual({
      severity: "info",
      text: expect.stringMatching(
        /^found EXTEND \w{32}, created at \S+Z: before this run, and after the last wait had ended$/,
      ) as string,
    });
  });

  it("a task that was created before the state was settled does not count", async () => {
    await play([hourAgo]);
    const { outs: olds } = await stage.lifecycle.create(inputs());
    const settled = { ...olds, __since: new Date(Date.now() - 1_800_000).toISOString() };
    const { outs } = await stage.again().update(settled, inputs({ triggers: [2] }));
    expect(outs).toMatchObject({ status: "NONE" });
  });

  it("the time since which tasks count is that of the service, and is not moved by a failure", async () => {
    const now = () => steadyDate() + 600_000;
    const startedAt = now();
    await play([later(bad, 0)], { now });
    const { properties } = await failureOf(stage.lifecycle.create(inputs()));
    const first = Date.parse(String(properties["__since"]));
    // The start of the run, by the service's clock.
    // The client compares with the machine's clock, which goes on while the process is held up.
    expect(first).toBeGreaterThan(startedAt - 300_000);
    expect(first).toBeLessThan(now() + 2_000);
    const again = await failureOf(stage.again().update(properties, inputs()));
    expect(again.properties["__since"]).toBe(properties["__since"]);
  });
});
