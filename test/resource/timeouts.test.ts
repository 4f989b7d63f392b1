import type { CallContext } from "../../src/resource/host/callContext";
import type { PartialFailure } from "../../src/resource/host/partialFailure";
import { setStage, type Stage } from "./support/stage";

type Properties = Record<string, unknown>;

const never = { name: "never", steps: [{ name: "work", seconds: 100_000 }] };
let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ scenarios: [never, "done"] });
});
afterEach(() => stage.simulator.close());

const inputs = (scenario = "never") => stage.inputs(scenario, { timeoutSeconds: 0.3 });
/** What the engine allows: the time-outs of a program, or of one request. */
const allowed = (timeouts: CallContext["timeouts"]) => ({ timeouts });

/** The state that an attempt leaves which must time out after so many seconds. */
async function stateAfter(attempt: Promise<unknown>, limitSeconds: number): Promise<Properties> {
  const failure = await attempt.then(
    () => ({ message: "no failure", properties: {} }),
    (error: unknown) => error as PartialFailure,
  );
  expect(failure.message).toContain(`the limit is ${limitSeconds} s`);
  return { ...failure.properties };
}

const createOnly = allowed({ create: "100ms" });

test("the time-out of a create holds for the update that resumes it", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs(), createOnly), 0.1);
  const again = await stateAfter(stage.lifecycle.update(olds, inputs(), createOnly), 0.1);
  await stateAfter(stage.lifecycle.update(again, inputs(), createOnly), 0.1);
});

test("it still does after a refresh", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs(), createOnly), 0.1);
  const { props = {} } = await stage.lifecycle.read(stage.simulator.instanceId, olds);
  await stateAfter(stage.lifecycle.update(props, inputs(), createOnly), 0.1);
});

test("one that the request for the update does not name is taken from the state", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs(), createOnly), 0.1);
  const again = await stateAfter(stage.lifecycle.update(olds, inputs()), 0.1);
  await stateAfter(stage.lifecycle.update(again, inputs()), 0.1);
});

test("a new time-out of the program wins over that of the state", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs(), createOnly), 0.1);
  await stateAfter(stage.lifecycle.update(olds, inputs(), allowed({ create: "200ms" })), 0.2);
});

test("a time-out for updates wins over that of the create", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs(), createOnly), 0.1);
  const both = allowed({ create: "100ms", update: "200ms" });
  await stateAfter(stage.lifecycle.update(olds, inputs(), both), 0.2);
});

test("an update of what was created, and what resumes it, have the time-out of updates", async () => {
  const context = allowed({ create: "10s" });
  const { outs } = await stage.lifecycle.create(inputs("done"), context);
  const olds = await stateAfter(stage.lifecycle.update(outs, inputs(), context), 0.3);
  await stateAfter(stage.lifecycle.update(olds, inputs(), context), 0.3);
});

test("a create that succeeded leaves no mark of being resumed", async () => {
  const { outs } = await stage.lifecycle.create(inputs("done"), allowed({ create: "10s" }));
  expect(outs).not.toHaveProperty("__creating");
  expect(outs).toHaveProperty("__timeouts", { create: "10s" });
});
