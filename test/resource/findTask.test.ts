import { setTimeout as pass } from "node:timers/promises";
import { inspect } from "node:util";
import type { Scenario } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { setStage, type Stage, type StageOptions, UNKNOWN } from "./support/stage";

type Properties = Record<string, unknown>;

const resize: Scenario = {
  name: "resize",
  taskName: "ChangeInstanceSpec",
  steps: [{ name: "work", seconds: 1 }],
};
const old: Scenario = { ...resize, name: "old", startedSecondsAgo: 600 };
const bind: Scenario = { ...resize, name: "bind", taskName: "BindEip", createdAfterSeconds: 0.1 };

let stage: Stage;
afterEach(() => stage.simulator.close());

async function play(scenarios: readonly (string | Scenario)[], more: Partial<StageOptions> = {}) {
  // The grace time of a search is short on this clock.
  const host = { clock: fastTime(20).clock, ...more.host };
  stage = await setStage({ scenarios, ...more, host });
}

/** Complete inputs that name no task. */
const inputs = (more: Properties = {}) => stage.inputs("", { taskId: null, ...more });
const create = async (more?: Properties) => (await stage.lifecycle.create(inputs(more))).outs;
const idOf = (scenario: string) => stage.simulator.tasks[scenario];
const lists = () => stage.simulator.requests.filter(({ path }) => path.endsWith("/tasks")).length;
const resizes = { taskName: ["EXTEND", "ChangeInstanceSpec"] };

describe("a BackgroundTask without a task id", () => {
  it("waits for the unfinished task of the instance, and outputs its id and name", async () => {
    await play([old, resize]);
    await expect(create()).resolves.toMatchObject({
      taskId: idOf("resize"),
      taskName: "ChangeInstanceSpec",
      status: "SUCCEEDED",
      progress: 100,
      stepDetails: [{ stepName: "work" }],
    });
    expect(lists()).toBe(1);
  });

  it("waits for the newest of several", async () => {
    await play([resize, bind]);
    await pass(20);
    await expect(create()).resolves.toMatchObject({ taskId: idOf("bind"), taskName: "BindEip" });
  });

  it("waits for one of the names only", async () => {
    await play([resize, bind]);
    await pass(20);
    await expect(create(resizes)).resolves.toMatchObject({ taskId: idOf("resize") });
  });

  it("takes a task that ended before the search, if it was created during this run", async () => {
    const host = { runStartedAt: () => steadyDate() - 90_000 };
    await play([old], { host });
    await expect(create(resizes)).resolves.toMatchObject({
      taskId: idOf("old"),
      status: "SUCCEEDED",
      attempts: 1,
    });
  });

  it("takes no task that ended before this run, says so, and records that there was none", async () => {
    await play([old]);
    const outs = await create(resizes);
    expect(outs).toMatchObject({ status: "NONE", progress: 0, stepDetails: [], attempts: 0 });
    expect(outs).not.toHaveProperty("taskId");
    expect(outs).not.toHaveProperty("taskName");
    expect(stage.shown.at(-1)).toBe(
      "nothing to wait for: no unfinished EXTEND or ChangeInstanceSpec task",
    );
    expect(stage.asked()).toBe(0);
    expect(lists()).toBeGreaterThan(2);
  });

  it("recognises this run's tasks by the service's clock", async () => {
    // By this machine's clock the old task will have been created in the future.
    await play([old], { now: () => steadyDate() + 10 * 60_000 });
    await expect(create()).resolves.toMatchObject({ status: "NONE" });
  });

  it("waits for a task that is not listed yet", async () => {
    await play([{ ...resize, createdAfterSeconds: 15 }], { host: { clock: fastTime(1).clock } });
    await expect(create()).resolves.toMatchObject({ taskId: idOf("resize"), status: "SUCCEEDED" });
    expect(stage.shown.join("\n")).toMatch(/looking for the task/);
  });

  it("fails if there is no task and that is an error, and lists the tasks there are", async () => {
    await play([old, bind]);
    await pass(20);
    await expect(create({ taskName: "EXTEND", ifNone: "error" })).rejects.toMatchObject({
      name: "DcsError",
      code: "NOT_FOUND",
      message: expect.stringMatching(
        /has no unfinished EXTEND task, .* it has BindEip \w{32} CREATED \S+Z, ChangeInstanceSpec \w{32} SUCCESS \S+Z\. Start/,
      ) as string,
    });
  });

  it("looks once if it does not wait", async () => {
    await play([old]);
    await expect(create({ wait: false })).resolves.toMatchObject({ status: "NONE" });
    expect(lists()).toBe(1);
  });

  it("makes no request to update a task that has succeeded, or if there was none", async () => {
    await play([resize]);
    for (const olds of [await create(), await create({ taskName: "BindEip" })]) {
      const news = inputs({ taskName: olds["__taskName"] });
      const before = stage.simulator.requests.length;
      await expect(stage.again().diff(olds, news)).resolves.toEqual({ changes: false });
      const { outs } = await stage.again().update(olds, { ...news, timeoutSeconds: 7 });
      expect(outs).toStrictEqual({ ...olds, timeoutSeconds: 7, __inputs: Object.keys(news) });
      expect(stage.simulator.requests).toHaveLength(before);
    }
  });

  it("resumes the wait for the task that it had found, without another search", async () => {
    await play([{ ...resize, steps: [{ name: "work", seconds: 10 }] }]);
    const failure = await stage.lifecycle
      .create(inputs({ ...resizes, timeoutSeconds: 1 }))
      .catch((error: unknown) => error as { properties: Properties });
    const { properties } = failure as { properties: Properties };
    expect(properties).toMatchObject({ status: "RUNNING", taskId: idOf("resize") });
    const before = lists();
    const { outs } = await stage.again().update(properties, inputs(resizes));
    expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: idOf("resize") });
    expect(lists()).toBe(before);
  });

  it("searches again when the triggers change, and says for what", async () => {
    await play([resize, { ...bind, createdAfterSeconds: 0 }]);
    const olds = await create({ taskName: "BindEip", triggers: [1] });
    const news = inputs({ ...resizes, triggers: [2] });
    await stage.lifecycle.check(news);
    await expect(stage.lifecycle.diff(olds, news)).resolves.toEqual({});
    expect(stage.shown.at(-1)).toBe("will wait for the newest EXTEND or ChangeInstanceSpec task");
    const { outs } = await stage.again().update(olds, news);
    expect(outs).toMatchObject({ taskId: idOf("resize"), __taskName: resizes.taskName });
  });

  it.each<[Properties, string]>([
    [{ taskId: "t2" }, "will wait for task t2"],
    [{ taskId: UNKNOWN }, "will wait for task (not known yet)"],
    [{ jobId: "j" }, "will wait for the task of job j"],
    [{ taskName: "EXTEND" }, "will wait for the newest EXTEND task"],
    [{ triggers: [UNKNOWN] }, "will wait for the newest task"],
  ])("says without a request that with %j it %s", async (changed, text) => {
    await play([old]);
    const olds = { ...inputs(), status: "NONE", __inputs: Object.keys(inputs()) };
    const news = { ...inputs(), ...changed };
    await stage.lifecycle.check(news);
    await expect(stage.lifecycle.diff(olds, news)).resolves.toEqual({});
    expect(stage.shown).toEqual([text]);
    expect(stage.simulator.requests).toEqual([]);
  });

  it("says that the next run searches for a newer task when the one that was found has failed", async () => {
    await play([{ ...resize, steps: [{ name: "work", seconds: 0.1, fails: "DCS.4842" }] }]);
    const failure = (await create().catch((error: unknown) => error)) as {
      message: string;
      properties: Properties;
    };
    expect(failure.message).toContain('again; the next "pulumi up" looks for its task; or set');
    await stage.lifecycle.check(inputs());
    await stage.lifecycle.diff(failure.properties, inputs());
    expect(stage.shown.at(-1)).toMatch(/^task \w+ failed$/);
  });

  it("gives back its inputs when it is refreshed", async () => {
    await play([resize]);
    const olds = await create(resizes);
    const { props, inputs: read } = await stage.again().read(stage.simulator.instanceId, olds);
    expect(read).toStrictEqual(inputs(resizes));
    expect(props).toStrictEqual(olds);
  });

  it("can be refreshed without a task, and is gone with its instance", async () => {
    await play([old]);
    const olds = await create(resizes);
    const { id, props } = await stage.again().read(stage.simulator.instanceId, olds);
    expect(id).toBe(stage.simulator.instanceId);
    expect(props).toStrictEqual(olds);
    await expect(stage.again().read("gone", { ...olds, instanceId: "gone" })).resolves.toEqual({});
  });

  it("ends when it is cancelled during a search", async () => {
    await play([old]);
    const attempt = create().catch((error: unknown) => error);
    while (lists() === 0) await pass(10);
    stage.cancel();
    await expect(attempt).resolves.toMatchObject({ name: "DcsError", code: "ABORTED" });
  });

  it("retries through trouble of the service during a search", async () => {
    let down = 2;
    const fetch = globalThis.fetch;
    const spy = jest.spyOn(globalThis, "fetch").mockImplementation((request, init) => {
      const { url } = request as Request;
      if (url.includes("/tasks?") && down-- > 0)
        return Promise.resolve(new Response("", { status: 502 }));
      return fetch(request, init);
    });
    await play([resize]);
    await expect(create()).resolves.toMatchObject({ taskId: idOf("resize"), status: "SUCCEEDED" });
    expect(inspect(stage.shown)).toContain("502");
    spy.mockRestore();
  });
});

describe("a BackgroundTask with a job id", () => {
  it("waits for the task that belongs to the job", async () => {
    await play([old, resize, bind]);
    const outs = await create({ jobId: stage.simulator.jobs["resize"] });
    expect(outs).toMatchObject({
      jobId: stage.simulator.jobs["resize"],
      taskId: idOf("resize"),
      taskName: "ChangeInstanceSpec",
      status: "SUCCEEDED",
    });
  });

  const bare: Scenario = { ...resize, startedSecondsAgo: 0, vanishesAfterSeconds: 0 };

  it("waits for the job itself where it has no task", async () => {
    await play([bare]);
    const jobId = stage.simulator.jobs["resize"];
    const outs = await create({ jobId });
    expect(outs).toMatchObject({
      status: "SUCCEEDED",
      progress: 100,
      stepDetails: [{ stepId: jobId, stepName: "extendDCSInstance", stepStatus: "FINISH" }],
    });
    expect(outs).not.toHaveProperty("taskId");
    const { props } = await stage.again().read(stage.simulator.instanceId, outs);
    expect(props).toStrictEqual(outs);
  });

  it("fails with the job's reason", async () => {
    const steps = [{ name: "work", seconds: 0.1, fails: "DCS.4842" }];
    await play([{ ...bare, steps }]);
    const jobId = stage.simulator.jobs["resize"];
    await expect(create({ jobId })).rejects.toMatchObject({
      code: "TASK_FAILED",
      message: expect.stringMatching(
        /^job \w+ of instance \S+ failed .* DCS\.4842: work failed/,
      ) as string,
      properties: { status: "FAILED", jobId },
    });
  });

  it("fails when the job is not known", async () => {
    await play([old]);
    await expect(create({ jobId: "0".repeat(32) })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
