import { createLifecycle } from "../../src/resource/lifecycle";
import { oneTask } from "../../src/resource/oneTask";
import { providerText } from "../../src/pulumi/providerText";
import { isUnknown } from "../../src/plugin/values";
import type { CallContext } from "../../src/resource/host/callContext";
import type { Host } from "../../src/resource/host/host";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { openStage, type Stage } from "./support/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: [{ name: "resize", taskName: "EXTEND", steps }] });
});
afterEach(() => stage.close());

const steps = [{ name: "work", seconds: 1 }];

/** The life cycle as the dynamic resource has it. */
function dynamic() {
  const host: Host = {
    ...{ env: {}, isUnknown, onTerminal: false, clock: fastTime(1).clock, now: steadyDate },
    configuration: () =>
      Promise.resolve((name) =>
        name.startsWith("huaweicloud:")
          ? stage.variables[name.slice("huaweicloud:".length)]
          : undefined,
      ),
    runStartedAt: steadyDate,
  };
  const context: CallContext = {
    ...{ urn: "urn", timeouts: {}, cancelled: new AbortController().signal },
    row: { show: () => undefined, keep: () => undefined, settled: () => Promise.resolve() },
  };
  return { lifecycle: createLifecycle(host, oneTask), context };
}

/** What both resources are given, each in its words. */
function given() {
  const { instanceId } = stage.simulator;
  const others = { instanceId, poll: { minSeconds: 0.02, maxSeconds: 0.05 }, triggers: ["1"] };
  return {
    dynamic: { ...others, taskName: "EXTEND" },
    plugin: { ...others, taskNames: ["EXTEND"] },
  };
}

test("a state of the dynamic resource is no change for the plugin, and is refreshed by it", async () => {
  const { lifecycle, context } = dynamic();
  const { inputs } = await lifecycle.check(given().dynamic, context);
  const { id, outs } = await lifecycle.create(inputs, context);
  expect(outs).toMatchObject({ status: "SUCCEEDED", __taskName: "EXTEND" });
  const olds = { ...outs, __urn: "urn", __secrets: ["triggers"], __provider: "the text" };
  const before = stage.simulator.requests.length;
  const news = (await stage.calls.check(given().plugin)).inputs;
  expect(await stage.calls.diff(olds, news)).toMatchObject({ changes: "none", details: {} });
  expect(stage.simulator.requests).toHaveLength(before);
  const read = await stage.calls.read(id, olds);
  expect(read.inputs["taskNames"]).toEqual(["EXTEND"]);
  expect(await stage.calls.diff(read.outputs, news)).toMatchObject({ changes: "none" });
});

test("a state of the plugin is no change for the dynamic resource, and holds its provider", async () => {
  const { inputs } = await stage.calls.check(given().plugin);
  const { outputs } = await stage.calls.create(inputs);
  expect(outputs).toMatchObject({
    ...{ status: "SUCCEEDED", taskName: "EXTEND", taskNames: ["EXTEND"], __taskName: ["EXTEND"] },
    __inputs: expect.arrayContaining(["instanceId", "taskName", "triggers"]) as unknown,
    __provider: providerText("backgroundTask"),
  });
  expect(outputs["__inputs"]).not.toContain("taskNames");
  const before = stage.simulator.requests.length;
  const { lifecycle, context } = dynamic();
  const news = (await lifecycle.check(given().dynamic, context)).inputs;
  expect(await lifecycle.diff(outputs, news, context)).toEqual({ changes: false });
  expect(stage.simulator.requests).toHaveLength(before);
});
