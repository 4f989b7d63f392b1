import type { PartialFailure } from "../../src/resource/partialFailure";
import { setStage, type Stage } from "./support/stage";

type Properties = Record<string, unknown>;

const never = { name: "never", steps: [{ name: "work", seconds: 100_000 }] };
let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ scenarios: [never, "done"] });
});
afterEach(() => stage.simulator.close());

const inputs = (__timeouts?: Properties, scenario = "never") =>
  stage.inputs(scenario, { timeoutSeconds: 0.3, ...(__timeouts && { __timeouts }) });

/** The state that an attempt leaves that must run into its time-out of so many seconds. */
async function stateAfter(attempt: Promise<unknown>, limitSeconds: number): Promise<Properties> {
  const failure = await attempt.then(
    () => ({ message: "no failure", properties: {} }),
    (error: unknown) => error as PartialFailure,
  );
  expect(failure.message).toContain(`the limit is ${limitSeconds} s`);
  return { ...failure.properties };
}

test("the time-out of a create holds for the update that goes on with it", async () => {
  const news = inputs({ create: "100ms" });
  const olds = await stateAfter(stage.lifecycle.create(news), 0.1);
  const again = await stateAfter(stage.lifecycle.update(olds, news), 0.1);
  await stateAfter(stage.lifecycle.update(again, news), 0.1);
});

test("it still does when a refresh came between", async () => {
  const news = inputs({ create: "100ms" });
  const olds = await stateAfter(stage.lifecycle.create(news), 0.1);
  const { props = {} } = await stage.lifecycle.read(stage.simulator.instanceId, olds);
  await stateAfter(stage.lifecycle.update(props, news), 0.1);
});

test("one that a transform has set is taken from the state", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs({ create: "100ms" })), 0.1);
  const again = await stateAfter(stage.lifecycle.update(olds, inputs()), 0.1);
  await stateAfter(stage.lifecycle.update(again, inputs()), 0.1);
});

test("a new time-out of the program wins over that of the state", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs({ create: "100ms" })), 0.1);
  await stateAfter(stage.lifecycle.update(olds, inputs({ create: "200ms" })), 0.2);
});

test("a time-out for updates wins over that of the create", async () => {
  const olds = await stateAfter(stage.lifecycle.create(inputs({ create: "100ms" })), 0.1);
  const news = inputs({ create: "100ms", update: "200ms" });
  await stateAfter(stage.lifecycle.update(olds, news), 0.2);
});

test("an update of what was created, and what resumes it, have the time-out of updates", async () => {
  const timeouts = { create: "10s" };
  const { outs } = await stage.lifecycle.create(inputs(timeouts, "done"));
  const olds = await stateAfter(stage.lifecycle.update(outs, inputs(timeouts)), 0.3);
  await stateAfter(stage.lifecycle.update(olds, inputs(timeouts)), 0.3);
});

test("a create that ended well leaves no mark of it", async () => {
  const { outs } = await stage.lifecycle.create(inputs({ create: "10s" }, "done"));
  expect(outs).not.toHaveProperty("__creating");
});
