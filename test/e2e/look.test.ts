import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, getBackgroundTask, getBackgroundTaskOutput, getBackgroundTasksOutput }
  from "pulumi-huaweicloud-dcs";

const instanceId = new pulumi.Config().require("instanceId");
const wait = new BackgroundTask("task", { instanceId, taskName: "EXTEND" });
const after = getBackgroundTaskOutput({ instanceId: wait.id }, { dependsOn: wait });
export const before = getBackgroundTask({ instanceId }).then(({ status }) => {
  console.log("the task was " + status);
  return status;
});
export const afterStatus = after.status;
export const steps = after.stepDetails.apply((all) => all.map((step) => step.stepName ?? ""));
export const names = getBackgroundTasksOutput({ instanceId }).tasks
  .apply((tasks) => tasks.map(({ name }) => name));
`;

let stage: Stage;
beforeAll(async () => {
  const scenarios = [{ name: "work", taskName: "EXTEND", steps: [{ name: "copy", seconds: 600 }] }];
  stage = await openStage({ scenarios }, { "index.ts": program });
});
afterAll(() => stage.close());

test("a program looks at tasks in a preview, and after its own wait", async () => {
  const preview = await stage.project.preview();
  expect([preview.code, preview.all]).toEqual([0, expect.stringMatching(/before +: "RUNNING"/)]);
  // The wait does not exist yet, so what depends on it is not known.
  expect(preview.all).toMatch(/afterStatus *: \[unknown\]/);
  const run = stage.project.spawnUp();
  await run.waitForText(/the task was RUNNING/);
  await run.waitForText(/DcsTask task .*\d+%/);
  stage.pass(600);
  const { code, all } = await run.done;
  expect([code, code === 0 ? "" : all]).toEqual([0, ""]);
  expect(await stage.project.outputs()).toMatchObject({
    before: "RUNNING",
    afterStatus: "SUCCEEDED",
    steps: ["copy"],
    names: ["EXTEND"],
  });
});
