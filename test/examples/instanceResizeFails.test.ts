import { everyTriggers, flavorOf, openResizeStage, type ResizeStage } from "./support/resizeStage";

jest.setTimeout(300_000);

// The provider does not notice a failed resize: it reads the old size back, and starts the same resize
// again in the next up.
describe.each([
  ["with hooks", { hasHooks: true, triggers: "inputs and outputs" }],
  ["without hooks", { hasHooks: false, triggers: "inputs and outputs" }],
  [
    "without hooks, and with inputs alone as triggers",
    { hasHooks: false, triggers: "inputs alone" },
  ],
] as const)("%s, a resize that fails", (_how, options) => {
  let stage: ResizeStage;
  beforeAll(async () => {
    stage = await openResizeStage({ ...options, resize: ["fails", "fails", "resize"] });
    await stage.size(4);
    expect((await stage.project.up(["--skip-preview"])).code).toBe(0);
    await stage.size(8);
  });
  afterAll(() => stage.close());

  /** Runs an `up` that must fail, and name the failed task. */
  async function upThatFails(scenario: string): Promise<void> {
    const { code, all } = await stage.project.up(["--skip-preview"]);
    const { taskId, state } = stage.simulator.task(scenario);
    expect(code).not.toBe(0);
    expect(state).toBe("failed");
    expect(all).toMatch(new RegExp(`${taskId}.* failed at 50 % .*DCS\\.4842`));
    expect(all.includes('after hook "')).toBe(options.hasHooks);
    const { wait, instance } = await stage.saved();
    // The hooks come first, and the BackgroundTask is not begun.
    expect(wait).toMatchObject(
      options.hasHooks ? { status: "NONE" } : { status: "FAILED", taskId },
    );
    expect(instance).toMatchObject({ flavor: flavorOf(4), capacity: 4 });
  }

  test("fails the up, which names the failed task", () => upThatFails("fails-1"));

  test("fails the next up, which names the task that failed last", () => upThatFails("fails-2"));

  test("succeeds in the up after that", async () => {
    const { code, all } = await stage.project.up(["--skip-preview"]);
    expect(all).not.toContain("DCS.4842");
    expect(code).toBe(0);
    const { wait, instance } = await stage.saved();
    const { taskId } = stage.simulator.task("resize-3");
    expect(wait).toMatchObject({ status: "SUCCEEDED", taskId, progress: 100 });
    expect(instance).toMatchObject({ flavor: flavorOf(8), capacity: 8 });
    expect(await stage.project.outputs()).toMatchObject({ resizeStatus: "SUCCEEDED" });
  });

  test("leaves no change for the next up", async () => {
    const before = stage.simulator.requests.length;
    const { code, all } = await stage.project.up();
    expect(all).toContain("3 unchanged");
    expect(code).toBe(0);
    expect(stage.simulator.requests).toHaveLength(before);
    expect(stage.calls("POST", "/resize")).toBe(3);
  });
});

test.each(everyTriggers)(
  "without hooks, and with %s as triggers, a resize that fails once succeeds in the next up",
  async (triggers) => {
    const resize = ["fails", "resize"];
    const stage = await openResizeStage({ triggers, hasHooks: false, resize });
    try {
      await stage.size(4);
      await stage.project.up(["--skip-preview"]);
      await stage.size(8);
      const first = await stage.project.up(["--skip-preview"]);
      const failed = await stage.saved();
      const second = await stage.project.up(["--skip-preview"]);
      const succeeded = await stage.saved();
      expect([first.code === 0, second.code]).toEqual([false, 0]);
      expect(failed.wait).toMatchObject({
        status: "FAILED",
        taskId: stage.simulator.task("fails-1").taskId,
      });
      expect(succeeded.wait).toMatchObject({
        status: "SUCCEEDED",
        taskId: stage.simulator.task("resize-2").taskId,
      });
    } finally {
      await stage.close();
    }
  },
);
