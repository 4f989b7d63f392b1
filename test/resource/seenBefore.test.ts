import { setTimeout as pass } from "node:timers/promises";
import { allTasks } from "../../src/resource/allTasks";
import type { Scenario } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage, type StageOptions } from "./support/stage";

type Properties = Record<string, unknown>;

const task: Scenario = { name: "task", taskName: "EXTEND", steps: [{ name: "work", seconds: 6 }] };
const failing: Scenario = {
  ...task,
  steps: [{ name: "work", seconds: 6, fails: "DCS.4842" }],
};

let stage: Stage;
/** Answers instead of the service; `undefined` lets a request pass. */
let instead: ((path: string) => Response | undefined) | undefined;
beforeEach(() => {
  instead = undefined;
  const fetch = globalThis.fetch;
  jest.spyOn(globalThis, "fetch").mockImplementation(async (request, init) => {
    const { pathname } = new URL((request as Request).url);
    return instead?.(pathname) ?? fetch(request, init);
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.simulator.close();
});

async function play(scenarios: readonly Scenario[], more: Partial<StageOptions> = {}) {
  stage = await setStage({ scenarios, host: { clock: fastTime(20).clock }, ...more });
}

const answer = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ error_code: code, error_msg: "said the service" }), {
    status,
    headers,
  });
const purge = () => {
  instead = (path) => (path.endsWith("/progress") ? answer(404, "DCS.4042") : undefined);
};
const stateAfterTimeout = async (inputs: Properties): Promise<Properties> => {
  const error: unknown = await stage.lifecycle
    .create({ ...inputs, timeoutSeconds: 3 })
    .catch((failure: unknown) => failure);
  expect(error).toMatchObject({ code: "TIMED_OUT" });
  return (error as { properties: Properties }).properties;
};
const end = async () => {
  while (stage.simulator.task("task").endedAt === undefined) await pass(10);
};

describe("a task that an earlier run has seen and whose record is gone", () => {
  const ways: [string, () => Properties][] = [
    ["by its id", () => stage.inputs("task")],
    ["by its name", () => stage.inputs("", { taskId: null, taskName: "EXTEND" })],
  ];

  it.each(ways)("has succeeded as the list says, %s", async (_, inputs) => {
    await play([task]);
    const olds = await stateAfterTimeout(inputs());
    await end();
    purge();
    const { outs } = await stage.again().update(olds, inputs());
    expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: stage.simulator.tasks["task"] });
  });

  it.each(ways)("has failed as the list says, %s", async (_, inputs) => {
    await play([failing]);
    const olds = await stateAfterTimeout(inputs());
    await end();
    purge();
    await expect(stage.again().update(olds, inputs())).rejects.toMatchObject({
      code: "TASK_FAILED",
      properties: { status: "FAILED", taskId: stage.simulator.tasks["task"] },
    });
  });

  it("is recorded as failed where the inputs accept that", async () => {
    await play([failing]);
    const olds = await stateAfterTimeout(stage.inputs("task"));
    await end();
    purge();
    const news = stage.inputs("task", { onFailure: "record" });
    await expect(stage.again().update(olds, news)).resolves.toMatchObject({
      outs: { status: "FAILED" },
    });
    expect(stage.kept).toEqual([
      {
        severity: "warning",
        text: expect.stringMatching(/^recorded, not an error: .* failed at/) as string,
      },
    ]);
  });

  it("has failed as the list says, although an interrupted run recorded that this was unknown", async () => {
    await play([failing]);
    const olds = await stateAfterTimeout(stage.inputs("task"));
    await end();
    purge();
    const news = stage.inputs("task", { onFailure: "record" });
    const { outs } = await stage.again().update({ ...olds, status: "UNKNOWN" }, news);
    expect(outs).toMatchObject({ status: "FAILED" });
  });

  it("is settled by a look without a wait, and by a refresh", async () => {
    await play([task]);
    const olds = await stateAfterTimeout(stage.inputs("task"));
    await end();
    purge();
    const look = await stage.again().update(olds, stage.inputs("task", { wait: false }));
    expect(look.outs).toMatchObject({ status: "SUCCEEDED" });
    const { props } = await stage.again().read(stage.simulator.instanceId, olds);
    expect(props).toMatchObject({ status: "SUCCEEDED" });
  });

  it("is settled among all tasks of the instance", async () => {
    await play([task], { kind: allTasks, host: { clock: fastTime(20).clock } });
    const inputs = stage.inputs("", { taskId: null });
    const olds = await stateAfterTimeout(inputs);
    await end();
    purge();
    const { outs } = await stage.again().update(olds, inputs);
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
  });

  it("stays failed where an earlier run has seen it fail", async () => {
    await play([failing]);
    const error: unknown = await stage.lifecycle
      .create(stage.inputs("task"))
      .catch((failure: unknown) => failure);
    const { properties } = error as { properties: Properties };
    instead = (path) => (path.includes("/tasks") ? answer(404, "DCS.4042") : undefined);
    await expect(stage.again().update(properties, stage.inputs("task"))).rejects.toMatchObject({
      code: "TASK_FAILED",
      properties: { stepDetails: [{ errorCode: "DCS.4842" }] },
    });
  });
});

describe("a failed task that the service repeats under the same id", () => {
  const step = (step_status: string) => ({ step_id: "s", step_name: "work", step_status });
  const repeat = () => {
    const progresses = [40, 40, 80, 100];
    instead = (path) => {
      if (!path.endsWith("/progress")) return undefined;
      const progress = progresses.length > 1 ? progresses.shift() : progresses[0];
      const status = progress === 100 ? "FINISH" : "EXECUTING";
      return Response.json({ progress, remain_time: 1, step_details: [step(status)] });
    };
  };

  it.each(["error", "record"])(
    "is waited for again unless its failure is accepted: onFailure %j",
    async (onFailure) => {
      await play([failing]);
      const inputs = stage.inputs("task", { onTimeout: "error" });
      const first: unknown = await stage.lifecycle.create(inputs).catch((error: unknown) => error);
      const { properties } = first as { properties: Properties };
      expect(properties).toMatchObject({ status: "FAILED" });
      repeat();
      const news = stage.inputs("task", { onFailure });
      const { outs } = await stage.again().update(properties, news);
      // A failure that is accepted is not looked at again.
      expect(outs).toMatchObject({ status: onFailure === "error" ? "SUCCEEDED" : "FAILED" });
    },
  );
});

describe("a task without a progress, which only the list knows", () => {
  const reject = () => {
    instead = (path) => (path.endsWith("/progress") ? answer(400, "DCS.4070") : undefined);
  };

  it.each(["by its id", "by its name", "all tasks"])(
    "has succeeded in each look, %s",
    async (way) => {
      const kind = way === "all tasks" ? { kind: allTasks } : {};
      await play([task], { host: { clock: fastTime(20).clock }, ...kind });
      const inputs = stage.inputs("task", {
        ...(way === "by its name" && { taskId: null, taskName: "EXTEND" }),
        ...(way === "all tasks" && { taskId: null }),
      });
      // Its time begins with the first query.
      const { outs: olds } = await stage.lifecycle.create({ ...inputs, wait: false });
      await end();
      reject();
      const { outs } = await stage.again().update(olds, inputs);
      expect(outs).toMatchObject({ status: "SUCCEEDED" });
      const look = await stage.again().create({ ...inputs, wait: false });
      expect(look.outs).toMatchObject({ status: "SUCCEEDED" });
      const { props } = await stage.again().read(stage.simulator.instanceId, outs);
      expect(props).toMatchObject({ status: "SUCCEEDED" });
    },
  );

  it("stays failed as the list said", async () => {
    await play([failing]);
    const olds = await stateAfterTimeout(stage.inputs("task"));
    await end();
    reject();
    const failure = { code: "TASK_FAILED", properties: { status: "FAILED" } };
    const first: unknown = await stage
      .again()
      .update(olds, stage.inputs("task"))
      .catch((error: unknown) => error);
    expect(first).toMatchObject(failure);
    const { properties } = first as { properties: Properties };
    await expect(stage.again().update(properties, stage.inputs("task"))).rejects.toMatchObject(
      failure,
    );
  });
});

describe("an end that only the list told", () => {
  it("is not undone by an answer that does not decide when the list forgets the task", async () => {
    await play([failing]);
    const olds = await stateAfterTimeout(stage.inputs("task"));
    await end();
    purge();
    const first: unknown = await stage
      .again()
      .update(olds, stage.inputs("task"))
      .catch((error: unknown) => error);
    const { properties } = first as { properties: Properties };
    expect(properties).toMatchObject({ status: "FAILED" });
    const undecided = { progress: 100, step_details: [] };
    instead = (path) => {
      if (path.endsWith("/progress")) return Response.json(undecided);
      return path.endsWith("/tasks") ? Response.json({ tasks: [] }) : undefined;
    };
    const { props } = await stage.again().read(stage.simulator.instanceId, properties);
    expect(props).toMatchObject({ status: "FAILED" });
  });
});

describe("InstanceTasks whose last look at the list fails", () => {
  it("keeps what had ended, and the next run only reads the list again", async () => {
    await play([{ ...task, steps: [{ name: "work", seconds: 1 }] }], {
      kind: allTasks,
      host: { clock: fastTime(20).clock },
    });
    const inputs = stage.inputs("", { taskId: null });
    let lists = 0;
    instead = (path) =>
      path.endsWith("/tasks") && ++lists > 1 ? answer(403, "DCS.4003") : undefined;
    const error: unknown = await stage.lifecycle
      .create(inputs)
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: "FORBIDDEN",
      id: stage.simulator.instanceId,
      properties: { status: "SUCCEEDED", tasks: [{ taskId: stage.simulator.tasks["task"] }] },
    });
    const { properties: olds } = error as { properties: Properties };
    await expect(stage.again().diff(olds, inputs)).resolves.toEqual({ changes: true });
    instead = undefined;
    const asked = stage.asked();
    const { outs } = await stage.again().update(olds, inputs);
    expect(outs).toMatchObject({ status: "SUCCEEDED", tasks: [{ status: "SUCCEEDED" }] });
    expect(stage.asked()).toBe(asked);
    await expect(stage.again().diff(outs, inputs)).resolves.toEqual({ changes: false });
  });
});

describe("a look without a wait", () => {
  it("asks again after the host has throttled it once", async () => {
    await play([task]);
    let left = 1;
    instead = (path) =>
      path.endsWith("/progress") && left-- > 0
        ? answer(429, "APIGW.0308", { "retry-after": "20" })
        : undefined;
    const { outs } = await stage.lifecycle.create(stage.inputs("task", { wait: false }));
    expect(outs).toMatchObject({ status: "RUNNING" });
  });
});

describe("a resource that a program gets by its id", () => {
  it("is the newest task of the instance, in the place that its inputs name", async () => {
    await play([{ ...task, startedSecondsAgo: 600 }]);
    const { region, projectId, instanceId } = stage.simulator;
    const lifecycle = stage.again({ region: "eu-west-101", endpoints: "" });
    const given = { instanceId, region, projectId, endpoint: stage.simulator.url };
    const { id, props } = await lifecycle.read(instanceId, given);
    expect(id).toBe(instanceId);
    expect(props).toMatchObject({
      ...given,
      status: "SUCCEEDED",
      taskId: stage.simulator.tasks["task"],
      taskName: "EXTEND",
    });
  });

  it("is the task that its inputs name", async () => {
    await play([task, { ...task, name: "other", startedSecondsAgo: 60 }]);
    const { instanceId, tasks } = stage.simulator;
    const { props } = await stage.again().read(instanceId, { instanceId, taskId: tasks["other"] });
    expect(props).toMatchObject({ taskId: tasks["other"], status: "SUCCEEDED" });
  });
});

it("includes the look-up of the project in the time-out", async () => {
  await play([task]);
  instead = (path) => (path.startsWith("/v3/") ? answer(503, "IAM.0001") : undefined);
  const startedAt = Date.now();
  const attempt = stage.lifecycle.create(stage.inputs("task", { timeoutSeconds: 5 }));
  await expect(attempt).rejects.toMatchObject({ code: "SERVICE_ERROR" });
  // 5 s of the fast clock, and a query under way.
  expect(Date.now() - startedAt).toBeLessThan(3_000);
});
