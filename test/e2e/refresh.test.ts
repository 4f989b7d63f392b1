import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    scenarios: [{ name: "purged", steps: [{ name: "a", seconds: 2 }], purgedAfterSeconds: 300 }],
  });
});
afterAll(() => stage.close());

test("a refresh keeps the recorded task, with one query, and shows no change", async () => {
  await stage.waitFor("purged");
  expect((await stage.project.up()).code).toBe(0);
  const before = stage.queries();
  const { code, all } = await stage.project.refresh(["--skip-preview"]);
  expect(all).toContain("2 unchanged");
  expect(code).toBe(0);
  expect(stage.queries()).toBe(before + 1);
});

test("a refresh keeps a finished task whose record the service has purged", async () => {
  stage.pass(300);
  const { code, all } = await stage.project.refresh();
  expect(stage.simulator.task("purged").state).toBe("purged");
  expect(all).toContain("2 unchanged");
  expect(code).toBe(0);
  expect((await stage.saved())?.outputs).toMatchObject({ status: "SUCCEEDED", progress: 100 });
  expect((await stage.project.up()).all).toContain("2 unchanged");
});

test("a refresh removes the wait of a deleted instance", async () => {
  await stage.project.config.set("instanceId", "00000000-0000-0000-0000-000000000000");
  await stage.waitFor("purged", { wait: true });
  const { deployment } = await stage.project.exportStack();
  const text = JSON.stringify({ version: 3, deployment }).replaceAll(
    stage.simulator.instanceId,
    "00000000-0000-0000-0000-000000000000",
  );
  await stage.project.writeFiles({ "state.json": text });
  await stage.project.run(["stack", "import", "--file", "state.json"]);
  const { all } = await stage.project.refresh();
  expect(all).toMatch(/1 deleted/);
  expect(await stage.saved()).toBeUndefined();
});
