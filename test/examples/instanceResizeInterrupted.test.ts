import { setTimeout as sleep } from "node:timers/promises";
import {
  everyTriggers,
  flavorOf,
  openResizeStage,
  type ResizeStage,
  type ResizeStageOptions,
} from "./support/resizeStage";

jest.setTimeout(300_000);

let stage: ResizeStage;
afterEach(() => stage.close());

/** Creates an instance of 4 GB, and starts an `up` to 8 GB whose provider waits for the resize. */
async function beginResize(options: ResizeStageOptions) {
  stage = await openResizeStage(options);
  await stage.size(4);
  expect((await stage.project.up(["--skip-preview"])).code).toBe(0);
  await stage.size(8);
  const run = stage.project.spawnUp();
  await stage.resizeIsAsked(1);
  return run;
}

const ended = async (scenario: string): Promise<void> => {
  while (!["succeeded", "failed"].includes(stage.simulator.task(scenario).state)) await sleep(100);
};

/** Runs an `up` that must succeed with the task of a scenario. */
async function upThatSucceedsWith(scenario: string): Promise<void> {
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect(all).not.toContain("nothing to wait for");
  expect(code).toBe(0);
  const { wait, instance } = await stage.saved();
  const { taskId, state } = stage.simulator.task(scenario);
  expect(state).toBe("succeeded");
  expect(wait).toMatchObject({ status: "SUCCEEDED", taskId });
  expect(instance).toMatchObject({ flavor: flavorOf(8), capacity: 8 });
}

describe.each(everyTriggers)("with %s as triggers, Ctrl-C while the provider waits", (triggers) => {
  test("takes effect when the provider is done, and the next up finds the task", async () => {
    const run = await beginResize({ triggers, resize: "resize" });
    run.signal("SIGINT");
    const { code } = await run.done;
    expect(code).not.toBe(0);
    // The provider did not stop: its resize has ended, and its state is saved.
    expect(stage.simulator.task("resize-1").state).toBe("succeeded");
    const { wait, instance, pendingOperations } = await stage.saved();
    expect(wait).toMatchObject({ status: "NONE" });
    expect(instance).toMatchObject({ flavor: flavorOf(8), capacity: 8 });
    expect(pendingOperations).toBe(0);

    await upThatSucceedsWith("resize-1");
    expect(stage.calls("POST", "/resize")).toBe(1);
  });

  test("leaves a failed resize to the next up, which starts another one", async () => {
    const run = await beginResize({ triggers, resize: ["fails", "resize"] });
    run.signal("SIGINT");
    expect((await run.done).code).not.toBe(0);
    expect(stage.simulator.task("fails-1").state).toBe("failed");
    expect((await stage.saved()).instance).toMatchObject({ flavor: flavorOf(4), capacity: 4 });

    await upThatSucceedsWith("resize-2");
  });
});

describe.each(everyTriggers)("with %s as triggers, an up that is killed", (triggers) => {
  /** Kills the engine, and removes its lock on the stack as the docs say. */
  async function killResize(resize: ResizeStageOptions["resize"]): Promise<void> {
    const run = await beginResize({ triggers, resize });
    run.signal("SIGKILL");
    await run.done;
    await stage.project.run(["cancel", "--yes"]);
    const { wait, instance, pendingOperations } = await stage.saved();
    expect(wait).toMatchObject({ status: "NONE" });
    expect(instance).toMatchObject({ flavor: flavorOf(4), capacity: 4 });
    expect(pendingOperations).toBe(1);
  }

  test("is repeated once the busy instance is RUNNING again", async () => {
    await killResize([{ name: "slow", steps: [{ name: "a", seconds: 600 }] }, "resize"]);
    const next = upThatSucceedsWith("resize-2");
    await stage.resizeIsAsked(2);
    expect(stage.simulator.requests).toContainEqual(
      expect.objectContaining({ status: 400, code: "DCS.4026" }),
    );
    stage.pass(600);
    await next;
    expect(stage.simulator.task("slow-1").state).toBe("succeeded");
    expect((await stage.saved()).pendingOperations).toBe(0);
  });

  test("needs no other resize after a refresh has read the new size", async () => {
    await killResize("resize");
    await ended("resize-1");
    expect((await stage.project.refresh()).code).toBe(0);
    await upThatSucceedsWith("resize-1");
    expect(stage.calls("POST", "/resize")).toBe(1);
  });
});
