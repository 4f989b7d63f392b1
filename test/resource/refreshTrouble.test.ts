import { allTasks } from "../../src/resource/allTasks";
import type { Fault, Scenario } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage } from "./support/stage";

type Properties = Record<string, unknown>;

const { clock } = fastTime(20);
/** A step that fails after a second of the scenario. */
const fails = { name: "copy", seconds: 1, fails: "DCS.4842" };
const refused = { status: 403, body: '{"error_code":"DCS.4003","error_msg":"no permission"}' };
/** Every request from the second one on. */
const refusedLater: Fault = { request: [2, 99], ...refused };

let stage: Stage;
afterEach(() => stage.simulator.close());

const read = (olds: Properties) => stage.again().read(stage.simulator.instanceId, olds);
async function failureOf(attempt: Promise<unknown>): Promise<Properties> {
  const failure: unknown = await attempt.catch((error: unknown) => error);
  return failure as Properties;
}

describe("a refresh", () => {
  test.each<[what: string, fault: Fault]>([
    [
      "asks for a pause of half a minute",
      { request: 2, status: 429, body: "{}", headers: { "retry-after": "30" } },
    ],
    ["is in trouble for a while", { request: [2, 4], status: 503, body: "" }],
  ])("goes on where the service %s", async (_, fault) => {
    stage = await setStage({
      scenarios: [{ name: "long", steps: [{ name: "a", seconds: 9_000 }], faults: [fault] }],
      host: { clock },
    });
    const { outs } = await stage.lifecycle.create(stage.inputs("long", { wait: false }));
    const asked = stage.asked();
    expect((await read(outs)).props).toMatchObject({ status: "RUNNING" });
    expect(stage.asked()).toBeGreaterThan(asked + 1);
    expect(stage.shown.at(-1)).toMatch(/^will ask again: /);
  });

  test("goes on where the project cannot be looked up at first", async () => {
    stage = await setStage({ scenarios: ["done"], host: { clock } });
    const { outs } = await stage.lifecycle.create(stage.inputs("done"));
    const fetch = globalThis.fetch;
    const spy = jest.spyOn(globalThis, "fetch");
    spy.mockResolvedValueOnce(new Response(null, { status: 204 })).mockImplementation(fetch);
    const attempt = read(outs);
    const { props } = await attempt.finally(spy.mockRestore.bind(spy));
    expect(props).toMatchObject(outs);
  });

  test("gives up after a minute of trouble", async () => {
    const fault: Fault = { request: [2, 9_999], status: 503, body: "" };
    stage = await setStage({
      scenarios: [{ name: "long", steps: [{ name: "a", seconds: 9_000 }], faults: [fault] }],
      host: { clock },
    });
    const { outs } = await stage.lifecycle.create(stage.inputs("long", { wait: false }));
    const before = clock.now();
    await expect(read(outs)).rejects.toMatchObject({ code: "SERVICE_ERROR" });
    expect(clock.now() - before).toBeGreaterThan(59_000);
  });

  test("keeps what is recorded of a task that cannot be read, and says so", async () => {
    const grow: Scenario = {
      ...{ name: "grow", taskName: "EXTEND", steps: [{ name: "a", seconds: 9_000 }] },
      faults: [refusedLater],
    };
    const bind: Scenario = {
      name: "bind",
      taskName: "BindEip",
      steps: [{ name: "b", seconds: 4 }],
    };
    stage = await setStage({ scenarios: [grow, bind], kind: allTasks, host: { clock } });
    const inputs = stage.inputs("", { taskId: null, wait: false });
    const { outs } = await stage.lifecycle.create(inputs);
    await waitFor("bind");
    const { props } = await read(outs);
    expect(statusesIn(props)).toEqual({ EXTEND: "RUNNING", BindEip: "SUCCEEDED" });
    expect(stage.kept).toEqual([
      {
        severity: "warning",
        text: expect.stringMatching(/^a task could not be read, .* no permission/) as string,
      },
    ]);
  });
});

describe("an up after a failure", () => {
  const failing: Scenario = {
    ...{ name: "failing", taskName: "AddReplica", startedSecondsAgo: 600, steps: [fails] },
    faults: [{ request: [1, 99], ...refused }],
  };
  const grow: Scenario = { name: "grow", taskName: "EXTEND", steps: [{ name: "a", seconds: 10 }] };

  test("follows the other tasks although the failed one cannot be looked at again", async () => {
    stage = await setStage({ scenarios: [failing, grow], kind: allTasks, host: { clock } });
    const { instanceId } = stage.simulator;
    const olds = await recordedOf([failing, "FAILED"], [grow, "RUNNING"]);
    const failure = await failureOf(stage.again().update(olds, stage.inputs("", { taskId: null })));
    expect(failure).toMatchObject({ code: "FORBIDDEN", id: instanceId });
    expect(statusesIn(failure["properties"] as Properties)).toEqual({
      AddReplica: "FAILED",
      EXTEND: "SUCCEEDED",
    });
    expect(stage.simulator.task("grow").asked).toBeGreaterThan(0);
  });

  test("does not ask again about a failure that it accepts", async () => {
    const again = { ...failing, faults: [] };
    stage = await setStage({ scenarios: [again, grow], kind: allTasks, host: { clock } });
    const olds = await recordedOf([failing, "FAILED"], [grow, "RUNNING"]);
    const { asked } = stage.simulator.task("failing");
    const inputs = stage.inputs("", { taskId: null, onFailure: "record" });
    const { outs } = await stage.again().update({ ...olds, onFailure: "record" }, inputs);
    expect(statusesIn(outs)).toEqual({ AddReplica: "FAILED", EXTEND: "SUCCEEDED" });
    expect(stage.simulator.task("failing").asked).toBe(asked);
  });
});

/** A state that an interrupted run has left: tasks, each with its status. */
async function recordedOf(...recorded: readonly [Scenario, string][]): Promise<Properties> {
  const inputs = stage.inputs("", { taskId: null, wait: false });
  const { outs } = await stage.lifecycle.create(inputs);
  const tasks = recorded.map(([{ name, taskName }, status]) => ({
    ...{ taskId: stage.simulator.tasks[name], taskName, status },
    ...{ progress: 50, stepDetails: [], attempts: 1 },
  }));
  return { ...outs, wait: true, status: "FAILED", tasks };
}

function statusesIn(state: Properties | undefined): Record<string, string> {
  const tasks = (state?.["tasks"] ?? []) as { taskName: string; status: string }[];
  return Object.fromEntries(tasks.map(({ taskName, status }) => [taskName, status]));
}

async function waitFor(name: string): Promise<void> {
  while (stage.simulator.task(name).state !== "succeeded") await clock.sleep(1_000);
}
