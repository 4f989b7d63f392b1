import * as pulumi from "@pulumi/pulumi";
import { getBackgroundTask } from "../../src";
import { beginWatch, finishWatch } from "../../src/pulumi/hooks/watches";
import { askHiding } from "../../src/pulumi/look/look";
import { type Simulator, startSimulator } from "../../src/simulator";

const fails = {
  name: "fails",
  steps: [{ name: "move", subSteps: [{ name: "slot", seconds: 2, fails: "DCS.4842" }] }],
};
let simulator: Simulator;
let variables: Record<string, string>;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: [fails], speed: 10 });
  const { accessKey, secretKey, projectId } = simulator;
  variables = { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey, HW_PROJECT_ID: projectId };
  Object.assign(process.env, variables);
});
afterEach(async () => {
  for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
  await simulator.close();
});

const urn = "urn:pulumi:dev::test::huaweicloud:index/dcsInstance:DcsInstance::cache";
const hookArgs = (newInputs: Record<string, unknown>): pulumi.ResourceHookArgs => ({
  ...{ urn, id: "", name: "cache", type: "huaweicloud:index/dcsInstance:DcsInstance" },
  newInputs,
});

describe("hooks on a resource whose inputs are secret", () => {
  it("show the instance in no error", async () => {
    const run = {};
    const instance = { value: simulator.instanceId, isSecret: true };
    const options = { endpoint: simulator.url, region: simulator.region };
    await beginWatch(hookArgs({}), { run, instance, options, caller: "taskHooks" });
    const error: unknown = await finishWatch(run, urn).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "TASK_FAILED", result: undefined });
    expect(String(error)).toContain("of instance [secret] failed");
    expect(String(error)).not.toContain(simulator.instanceId);
  });

  it("show a wrong region in no error", async () => {
    const instance = { value: simulator.instanceId, isSecret: false };
    const newInputs = { region: pulumi.secret("hunter.2") };
    const asked = { run: {}, instance, options: {}, caller: "taskHooks" };
    const error: unknown = await beginWatch(hookArgs(newInputs), asked).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain("region");
    expect(String(error)).not.toContain("hunter");
  });
});

test("a look with a secret instance shows it in no error", async () => {
  const place = { region: simulator.region, endpoint: simulator.url, taskId: "hunter-2-task" };
  const args = { ...place, instanceId: pulumi.secret("hunter-2") };
  const asked = askHiding(getBackgroundTask, args, { ...place, instanceId: "hunter-2" });
  const error: unknown = await asked.catch((reason: unknown) => reason);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({
    cause: { message: expect.stringContaining("[secret]") as string },
  });
  expect(String(error)).toContain("getBackgroundTask: ");
  expect(String(error)).not.toContain("hunter-2");
});
