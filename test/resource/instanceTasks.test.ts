import { setTimeout as pass } from "node:timers/promises";
import { allTasks } from "../../src/resource/allTasks";
import type { Scenario } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage } from "./support/stage";

type Properties = Record<string, unknown>;

const task = (name: string, taskName: string, seconds: number): Scenario => ({
  name,
  taskName,
  steps: [
    { name: "check", seconds: seconds / 2 },
    { name: "move", seconds: seconds / 2 },
  ],
});
const grow = task("grow", "EXTEND", 8);
const bind = task("bind", "BindEip", 2);
const old: Scenario = { ...grow, name: "old", startedSecondsAgo: 600 };
const failing: Scenario = {
  name: "failing",
  taskName: "AddReplica",
  steps: [{ name: "copy", seconds: 1, fails: "DCS.4842" }],
};

let stage: Stage;
afterEach(() => stage.simulator.close());

async function play(...scenarios: Scenario[]): Promise<void> {
  // A fast clock, on which the grace time of a search is short.
  const { clock } = fastTime(20);
  stage = await setStage({ scenarios, kind: allTasks, host: { clock } });
}

const inputs = (more: Properties = {}) => stage.inputs("", { taskId: null, ...more });
const create = async (more?: Properties) => (await stage.lifecycle.create(inputs(more))).outs;
const idOf = (name: string) => stage.simulator.tasks[name];

describe("InstanceTasks", () => {
  it("waits for every unfinished task, and outputs each", async () => {
    await play(old, grow, bind);
    const outs = await create();
    expect(outs).toMatchObject({ status: "SUCCEEDED", progress: 100 });
    expect(outs["tasks"]).toHaveLength(2);
    expect(outs["tasks"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          taskId: idOf("grow"),
          taskName: "EXTEND",
          status: "SUCCEEDED",
          progress: 100,
        }),
        expect.objectContaining({ taskId: idOf("bind"), taskName: "BindEip" }),
      ]),
    );
    expect(outs).toStrictEqual(JSON.parse(JSON.stringify(outs)));
  });

  it("shows one line over all", async () => {
    await play(grow, bind);
    await create();
    const line = /^\d+%.* · [12]\/2 tasks · (EXTEND|BindEip)( > (check|move))?/;
    expect(stage.shown.filter((text) => line.test(text)).length).toBeGreaterThan(1);
    expect(stage.shown.at(-1)).toMatch(/^100% succeeded · 2 of 2 tasks/);
  });

  it("waits only for tasks of a name", async () => {
    await play(grow, bind);
    const outs = await create({ taskName: "BindEip" });
    expect(outs).toMatchObject({ taskName: "BindEip", tasks: [{ taskId: idOf("bind") }] });
    expect(stage.simulator.task("grow").asked).toBe(0);
  });

  it("also waits for tasks that start during the wait", async () => {
    await play(bind, { ...grow, createdAfterSeconds: 1 });
    const outs = await create();
    const { tasks } = outs as { tasks: { taskId: string }[] };
    expect(tasks.map(({ taskId }) => taskId)).toEqual([idOf("bind"), idOf("grow")]);
  });

  it("records that there was none", async () => {
    await play(old);
    await expect(create()).resolves.toMatchObject({ status: "NONE", tasks: [], attempts: 0 });
  });

  it("keeps the answers about the other tasks when a look at one task is rejected", async () => {
    const frozen = { status: 403, body: { error_code: "APIGW.0302", error_msg: "no" } };
    await play(bind, { ...grow, faults: [{ ...frozen, request: [1, 99] as const }] });
    const failure = await create({ wait: false }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "FORBIDDEN",
      properties: {
        tasks: expect.arrayContaining([
          expect.objectContaining({ taskId: idOf("bind") }),
        ]) as unknown,
      },
    });
  });

  it("ends with the first failure, keeps the others, and resumes from there", async () => {
    await play(grow, failing);
    const failure = (await create().catch((error: unknown) => error)) as {
      code: string;
      message: string;
      properties: Properties;
    };
    expect(failure.code).toBe("TASK_FAILED");
    expect(failure.message).toContain("DCS.4842");
    expect(failure.message).not.toContain("interrupted");
    expect(failure.properties).toMatchObject({ status: "FAILED" });
    const { outs } = await stage
      .again()
      .update(failure.properties, inputs({ onFailure: "record" }));
    const { tasks } = outs as { tasks: { taskId: string; status: string }[] };
    const statuses = Object.fromEntries(tasks.map(({ taskId, status }) => [taskId, status]));
    expect(statuses).toEqual({
      [idOf("grow") ?? ""]: "SUCCEEDED",
      [idOf("failing") ?? ""]: "FAILED",
    });
  });

  it("keeps all when it times out, and the next update resumes them without a search", async () => {
    await play({ ...grow, steps: [{ name: "work", seconds: 10 }] }, bind);
    const attempt = create({ timeoutSeconds: 6 });
    const failure = (await attempt.catch((error: unknown) => error)) as { properties: Properties };
    expect(failure.properties).toMatchObject({ status: "RUNNING" });
    const news = inputs();
    const same = inputs({ timeoutSeconds: 6 });
    await expect(stage.again().diff(failure.properties, same)).resolves.toEqual({ changes: true });
    const { outs } = await stage.again().update(failure.properties, news);
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
    expect(outs["tasks"]).toHaveLength(2);
    const before = stage.simulator.requests.length;
    await expect(stage.again().diff(outs, news)).resolves.toEqual({ changes: false });
    expect(stage.simulator.requests).toHaveLength(before);
  });

  it("can be refreshed, and gives back its inputs", async () => {
    await play(bind);
    const olds = await create({ taskName: ["BindEip"] });
    await pass(10);
    const read = await stage.again().read(stage.simulator.instanceId, olds);
    expect(read.props).toStrictEqual(olds);
    expect(read.inputs).toStrictEqual(inputs({ taskName: ["BindEip"] }));
  });

  it("has no task id", async () => {
    await play(old);
    const { failures } = await stage.lifecycle.check({ instanceId: "i", taskId: "t", jobId: "j" });
    expect(failures.map(({ property }) => property)).toEqual(["taskId", "jobId"]);
  });

  it("says what it will wait for", async () => {
    await play(old);
    const olds = await create();
    await stage.lifecycle.check(inputs({ taskName: "EXTEND" }));
    await stage.lifecycle.diff(olds, inputs({ taskName: "EXTEND" }));
    expect(stage.shown.at(-1)).toBe("will wait for every unfinished EXTEND task");
  });
});
