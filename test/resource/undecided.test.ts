import { allTasks } from "../../src/resource/allTasks";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage } from "./support/stage";

const forbidden = () =>
  new Response(JSON.stringify({ error_code: "DCS.4003", error_msg: "no permission" }), {
    status: 403,
  });
/** 100 % without a step proves nothing, so that the list is asked, which these keys must not. */
const undecided = () => Response.json({ progress: 100, remain_time: 0, step_details: [] });

const { clock } = fastTime(20);

let stage: Stage;
/** Answers instead of the service; `undefined` lets a request pass. */
let instead: (path: string) => Response | undefined;
beforeEach(() => {
  instead = (path) => {
    if (path.endsWith("/progress")) return undecided();
    return path.endsWith("/tasks") ? forbidden() : undefined;
  };
  const fetch = globalThis.fetch;
  jest.spyOn(globalThis, "fetch").mockImplementation(async (request, init) => {
    const { pathname } = new URL((request as Request).url);
    return instead(pathname) ?? fetch(request, init);
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.simulator.close();
});

/** What happens when the service answers as it is, before it is judged by the answers above. */
async function recordFirst<T>(record: () => Promise<T>): Promise<T> {
  const afterwards = instead;
  instead = () => undefined;
  const recorded = await record();
  instead = afterwards;
  return recorded;
}

describe("a look without a wait, whose answer needs a list that cannot be asked", () => {
  const look = { wait: false, timeoutSeconds: 60 };

  it("is an error that keeps the answer", async () => {
    stage = await setStage({ scenarios: ["sample"], host: { clock } });
    await expect(stage.lifecycle.create(stage.inputs("sample", look))).rejects.toMatchObject({
      code: "FORBIDDEN",
      properties: { status: "RUNNING", progress: 100, taskId: stage.simulator.tasks["sample"] },
    });
  });

  it("is made again by the next up, until it is answered", async () => {
    stage = await setStage({ scenarios: ["done"], host: { clock } });
    const inputs = stage.inputs("done", look);
    const lookAgain = async (olds: Record<string, unknown>) => {
      expect(await stage.lifecycle.diff(olds, inputs)).toEqual({ changes: true });
      return stage.again().update(olds, inputs);
    };
    const failure: unknown = await stage.lifecycle.create(inputs).catch((error: unknown) => error);
    const { properties } = failure as { properties: Record<string, unknown> };
    await expect(lookAgain(properties)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { outs } = await recordFirst(() => lookAgain(properties));
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
    expect(await stage.lifecycle.diff(outs, inputs)).toEqual({ changes: false });
  });

  it("keeps the answers about all tasks of an instance", async () => {
    stage = await setStage({ scenarios: ["sample", "long"], host: { clock }, kind: allTasks });
    const inputs = stage.inputs("", { ...look, taskId: null });
    const { outs } = await recordFirst(() => stage.lifecycle.create(inputs));
    const update = stage.again().update(outs, { ...inputs, timeoutSeconds: 61 });
    await expect(update).rejects.toMatchObject({
      code: "FORBIDDEN",
      properties: { tasks: [{ progress: 100 }, { progress: 100 }] },
    });
  });

  it.each([
    ["done", "SUCCEEDED"],
    ["fails", "FAILED"],
  ])("leaves the recorded end of the task %j as it is", async (scenario, status) => {
    stage = await setStage({ scenarios: [scenario], speed: 20, host: { clock } });
    const inputs = stage.inputs(scenario, { onFailure: "record" });
    const { outs } = await recordFirst(() => stage.lifecycle.create(inputs));
    expect(outs).toMatchObject({ status });
    const update = stage.again().update(outs, { ...inputs, ...look });
    const end: unknown = await update.catch((error: unknown) => error);
    // Without properties of its own an error leaves the state as it was.
    expect(end).not.toHaveProperty("properties");
  });
});
