import { flavorOf, openResizeStage, type ResizeStage } from "./support/resizeStage";

jest.setTimeout(300_000);

// The program is the example's own. Only the package and the provider that `pulumi package add` would
// install, and the service, are replaced by stand-ins.
let stage: ResizeStage;
beforeAll(async () => {
  // Slow enough that the hooks, which look for the task at growing gaps, see it under way.
  stage = await openResizeStage({ resize: "resize", speed: 3 });
});
afterAll(() => stage.close());

test("the first up creates the instance, and finds no task to wait for", async () => {
  await stage.size(4);
  const { code, all } = await stage.project.up();
  expect(all).toContain("3 created");
  expect(all).toContain("nothing to wait for: no unfinished EXTEND or ChangeInstanceSpec task");
  expect(code).toBe(0);
  expect(stage.calls("GET", "/progress")).toBe(0);
  const outputs = await stage.project.outputs();
  expect(outputs).toMatchObject({
    ...{ resizeStatus: "NONE", resizeTask: "none", slowestStep: "none" },
  });
  expect(all).not.toContain("Undefined value");
  expect(outputs["address"]).toMatch(/^redis-\w+\.dcs\.example:6379$/);
});

test("the second up, without a change, makes no request", async () => {
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.up();
  expect(all).toContain("3 unchanged");
  expect(code).toBe(0);
  expect(stage.simulator.requests).toHaveLength(before);
});

test("a refresh finds no change", async () => {
  const { code } = await stage.project.refresh(["--expect-no-changes"]);
  expect(code).toBe(0);
  expect((await stage.project.up()).all).toContain("3 unchanged");
});

test("a preview of another size says what will be waited for, and makes no request", async () => {
  await stage.size(8);
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.preview();
  expect(code).toBe(0);
  expect(all).toContain("will wait for the newest EXTEND or ChangeInstanceSpec task");
  expect(all).toMatch(/DcsTask resize update/);
  expect(stage.simulator.requests).toHaveLength(before);
});

test("an up with another size shows the progress of the resize, and then finds its task", async () => {
  const { code, all } = await stage.project.up();
  expect(all).toMatch(/DcsInstance cache updating .*\d+% ~\d+s left/);
  expect(all).toContain("2 updated");
  expect(code).toBe(0);
  const { taskId, state } = stage.simulator.task("resize-1");
  expect(state).toBe("succeeded");
  expect(await stage.project.outputs()).toMatchObject({
    resizeStatus: "SUCCEEDED",
    resizeTask: taskId,
    slowestStep: "数据迁移",
  });
  // The hooks, and then the BackgroundTask once.
  expect(stage.calls("GET", "/progress")).toBeGreaterThanOrEqual(2);
  expect((await stage.saved()).instance).toMatchObject({ flavor: flavorOf(8), capacity: 8 });
});

test("the next resize is found, not the previous one", async () => {
  await stage.size(16);
  const { code } = await stage.project.up(["--skip-preview"]);
  expect(code).toBe(0);
  const { taskId, state } = stage.simulator.task("resize-2");
  expect(state).toBe("succeeded");
  expect(await stage.project.outputs()).toMatchObject({
    resizeStatus: "SUCCEEDED",
    resizeTask: taskId,
  });
});

test("the provider rejects a change of the capacity alone, and no task starts", async () => {
  await stage.project.config.set("capacity", "32");
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect(code).not.toBe(0);
  expect(all).toContain("the param flavor is invalid");
  expect(stage.calls("POST", "/resize")).toBe(2);
  expect((await stage.saved()).wait).toMatchObject({
    status: "SUCCEEDED",
    taskId: stage.simulator.task("resize-2").taskId,
  });
});

test("destroy deletes the instance", async () => {
  expect((await stage.project.destroy()).code).toBe(0);
  expect(stage.calls("DELETE", "")).toBe(1);
});
