import { declarations, openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

const program = `${declarations}
export const task = pulumi.runtime.invoke("huaweicloud-dcs:index:getTask", args);
export const tasks = pulumi.runtime.invoke("huaweicloud-dcs:index:getTasks", {
  instanceId: args.instanceId,
});
`;

let stage: PluginStage;
beforeAll(async () => {
  stage = await openPluginStage({ scenarios: ["done"] }, { "index.ts": program });
  const { config } = stage.project;
  await stage.project.run(["config", "rm", "huaweicloud-dcs:endpoints"]);
  for (const service of ["dcs", "iam"]) {
    const key = `huaweicloud-dcs:endpoints.${service}`;
    await stage.project.run(["config", "set", "--path", key, stage.simulator.url]);
  }
  await config.set("huaweicloud-dcs:requestsPerSecond", "9");
});
afterAll(() => stage.close());

test("functions look once, in previews too, with a configuration of objects", async () => {
  const { instanceId, tasks } = stage.simulator;
  await stage.give(stage.task("done"));
  const preview = await stage.project.preview();
  expect([preview.code, preview.all]).toEqual([0, expect.stringContaining("SUCCEEDED")]);
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.anything()]);
  expect(await stage.project.outputs()).toMatchObject({
    task: { instanceId, taskId: tasks["done"], status: "SUCCEEDED" },
    tasks: { instanceId, tasks: [{ id: tasks["done"] }] },
  });
});

test("a wrong argument is named", async () => {
  await stage.give({ ...stage.task("done"), taskName: "EXTEND" });
  const { code, all } = await stage.project.preview();
  expect(code).not.toBe(0);
  expect(all).toContain('"taskName" is an output: give the names to look for as "taskNames"');
});
