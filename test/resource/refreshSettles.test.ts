import type { Scenario } from "../../src/simulator";
import { setStage, type Stage } from "./support/stage";

const settles: Scenario = {
  name: "settles",
  answer: { progress: 100, step_details: [{ step_name: "a", step_status: "EXECUTING" }] },
};
const fails: Scenario = { name: "fails", steps: [{ name: "a", seconds: 0, fails: "DCS.4842" }] };
const starts: Scenario = { name: "starts", steps: [{ name: "a", seconds: 3600 }] };

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ scenarios: ["done", settles, fails, starts] });
});
afterAll(() => stage.simulator.close());

/** A state whose task had succeeded, and what a refresh of it returns for a scenario. */
async function refreshAfterSuccess(scenario: string) {
  const { outs } = await stage.lifecycle.create(stage.inputs("done"));
  expect(outs).toMatchObject({ status: "SUCCEEDED" });
  const olds = { ...outs, taskId: stage.simulator.tasks[scenario] };
  const { props } = await stage.again().read(stage.simulator.instanceId, olds);
  return { olds, props };
}

describe("a recorded success", () => {
  it("is not undone by a refresh that sees 100 % with a step that has not ended", async () => {
    const { olds, props } = await refreshAfterSuccess("settles");
    expect(props).toStrictEqual(olds);
  });

  it("is undone by a failure", async () => {
    const { props } = await refreshAfterSuccess("fails");
    expect(props).toMatchObject({ status: "FAILED" });
  });

  it("is undone by a task that is far from its end", async () => {
    const { props } = await refreshAfterSuccess("starts");
    expect(props).toMatchObject({ status: "RUNNING" });
  });
});
