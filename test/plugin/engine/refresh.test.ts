import { openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

let stage: PluginStage;
beforeAll(async () => {
  stage = await openPluginStage({
    scenarios: ["done", { name: "slow", steps: [{ name: "a", seconds: 100 }] }],
  });
});
afterAll(() => stage.close());

test("a refresh looks once at each task, and the inputs stay as they are", async () => {
  await stage.give(stage.task("slow", { wait: false, triggers: ["1"] }));
  expect((await stage.project.up()).code).toBe(0);
  expect(await stage.project.outputs()).toMatchObject({ status: "RUNNING" });
  stage.pass(200);
  const before = stage.queries();
  // The engine shows only changes of inputs.
  const { code, all } = await stage.project.refresh(["--skip-preview"]);
  expect([code, all]).toEqual([0, expect.stringContaining("2 unchanged")]);
  expect(stage.queries()).toBe(before + 1);
  expect((await stage.saved())?.outputs).toMatchObject({ status: "SUCCEEDED", progress: 100 });
  expect((await stage.project.up()).all).toContain("2 unchanged");
  expect(await stage.project.outputs()).toMatchObject({ status: "SUCCEEDED" });
  expect((await stage.project.destroy()).code).toBe(0);
});

test("the id of a task is imported with one look, and the next up makes no request", async () => {
  const { instanceId, tasks } = stage.simulator;
  const id = `${instanceId}/${tasks["done"] ?? ""}`;
  await stage.give(stage.task("done", { opts: { import: id } }));
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("1 imported")]);
  expect(await stage.saved()).toMatchObject({ id: instanceId, outputs: { status: "SUCCEEDED" } });
  await stage.give(stage.task("done"));
  const before = stage.requests();
  expect((await stage.project.up()).all).toContain("2 unchanged");
  expect(stage.requests()).toBe(before);
  expect((await stage.project.destroy()).code).toBe(0);
});

test("the id of an instance is imported with its newest task", async () => {
  const { instanceId } = stage.simulator;
  await stage.give({ instanceId, opts: { import: instanceId } });
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("1 imported")]);
  expect((await stage.project.destroy()).code).toBe(0);
});

test("any other id is a clear error", async () => {
  await stage.give(stage.task("done", { opts: { import: "a/b/c" } }));
  const { code, all } = await stage.project.up();
  expect(code).not.toBe(0);
  expect(all).toContain('the id "a/b/c" must be <instance id> or <instance id>/<task id>');
});

test("a program gets a task by its id", async () => {
  const { instanceId, tasks } = stage.simulator;
  await stage.give({ opts: { id: `${instanceId}/${tasks["done"] ?? ""}` } });
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("SUCCEEDED")]);
  expect(await stage.project.outputs()).toMatchObject({ status: "SUCCEEDED", progress: 100 });
});
