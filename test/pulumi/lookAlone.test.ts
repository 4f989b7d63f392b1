import * as pulumi from "@pulumi/pulumi";
import { getBackgroundTask } from "../../src";
import { type Simulator, startSimulator } from "../../src/simulator";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["long"] });
});
afterEach(() => simulator.close());

/** Looks from a program without an engine, whose settings are variables. */
async function look(secretKey: string) {
  const { region, projectId, url, accessKey, instanceId } = simulator;
  const variables = {
    HW_ACCESS_KEY: accessKey,
    HW_SECRET_KEY: secretKey,
    HW_PROJECT_ID: projectId,
  };
  Object.assign(process.env, variables);
  try {
    return await getBackgroundTask({ instanceId, region, endpoint: url });
  } finally {
    for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
  }
}

test("a look uses the settings of a wait", async () => {
  expect(await look(simulator.secretKey)).toMatchObject({ status: "RUNNING", taskName: "EXTEND" });
});

test("a refused key is an error in one sentence, with its code as the cause", async () => {
  const error: unknown = await look("wrong").catch((reason: unknown) => reason);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^getBackgroundTask: .* 401 APIGW\.0301.*HW_ACCESS_KEY/,
    ) as string,
    cause: { code: "UNAUTHORIZED" },
  });
});
