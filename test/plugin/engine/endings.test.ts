import { setTimeout as sleep } from "node:timers/promises";
import { openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

/** Longer than any test, in seconds. Together they leave the dates of signatures valid. */
const LONG = 350;

let stage: PluginStage;
beforeAll(async () => {
  stage = await openPluginStage({
    scenarios: [
      "fails",
      {
        name: "slow",
        steps: [
          { name: "a", seconds: 30 },
          { name: "b", seconds: 10 },
        ],
      },
      { name: "interrupted", steps: [{ name: "a", seconds: LONG }] },
      { name: "killed", remainTime: "zero", steps: [{ name: "a", seconds: LONG }] },
    ],
  });
});
afterAll(() => stage.close());

test("a failed task names step, sub-step and code, and the state keeps them", async () => {
  await stage.give(stage.task("fails"));
  const { code, all } = await stage.project.up();
  expect(code).not.toBe(0);
  expect(all).toMatch(/failed at 50 % in step 2\/3 "数据迁移" > "slot [\d-]+" with DCS\.4842/);
  const saved = await stage.saved();
  expect(saved?.outputs).toMatchObject({ status: "FAILED", progress: 50 });
  expect(saved?.initErrors).toEqual([expect.stringContaining("DCS.4842")]);
});

test("a failed task is not waited for again, and up --refresh keeps it", async () => {
  const before = stage.queries();
  expect((await stage.project.up()).code).not.toBe(0);
  expect(stage.queries()).toBe(before + 1);
  const refreshed = await stage.project.up(["--refresh"]);
  expect(refreshed.code).not.toBe(0);
  expect(refreshed.all).toContain("DCS.4842");
});

test("onFailure record lets the up continue", async () => {
  await stage.give(stage.task("fails", { onFailure: "record" }));
  expect((await stage.project.up()).code).toBe(0);
  expect(await stage.project.outputs()).toMatchObject({ status: "FAILED", progress: 50 });
  expect((await stage.project.destroy()).code).toBe(0);
});

test("customTimeouts end a wait, the state keeps what is known, and the next up resumes", async () => {
  await stage.give(stage.task("slow", { opts: { customTimeouts: { create: "3s" } } }));
  const first = await stage.project.up();
  expect(first.code).not.toBe(0);
  expect(first.all).toMatch(/is still unfinished at \d+ % \(1\/2 a\) .*the limit is 3 s/);
  const saved = await stage.saved();
  expect(saved).toMatchObject({
    id: stage.simulator.instanceId,
    outputs: { status: "RUNNING", stepDetails: [{ stepName: "a" }, { stepName: "b" }] },
  });
  expect(saved?.initErrors).toHaveLength(1);
  const preview = await stage.project.preview();
  expect(preview.all).toMatch(/unfinished: task \w+ was at \d+ %/);
  // The task ends.
  stage.pass(40);
  const before = stage.queries();
  const second = await stage.project.up();
  expect([second.code, second.all]).toEqual([0, expect.stringContaining("SUCCEEDED")]);
  expect(stage.queries()).toBe(before + 1);
  expect((await stage.project.destroy()).code).toBe(0);
});

test("SIGINT ends up at once, while the task goes on, and the next up resumes", async () => {
  await stage.give(stage.task("interrupted"));
  const run = stage.project.spawnUp();
  await run.waitForText(/Task task .*\d+%/);
  const interruptedAt = Date.now();
  run.signal("SIGINT");
  const { code, all } = await run.done;
  // Two seconds on an idle machine.
  expect(Date.now() - interruptedAt).toBeLessThan(15_000);
  expect(stage.simulator.task("interrupted").state).toBe("running");
  expect(code).not.toBe(0);
  expect(all).toMatch(/was interrupted at \d+ %.*run "pulumi up" again/s);
  expect(await stage.saved()).toMatchObject({ outputs: { status: "RUNNING" } });
  expect((await stage.project.exportStack()).deployment.pending_operations ?? []).toHaveLength(0);
  stage.pass(LONG);
  const second = await stage.project.up();
  expect([second.code, second.all]).toEqual([0, expect.stringContaining("SUCCEEDED")]);
  expect((await stage.project.destroy()).code).toBe(0);
  await stage.untilNoPlugin();
});

test("after the engine was killed, no plugin is left, and none asks", async () => {
  await stage.give(stage.task("killed"));
  const run = stage.project.spawnUp();
  await run.waitForText(/Task task .*\d+%/);
  expect(await stage.plugins()).toHaveLength(1);
  run.signal("SIGKILL");
  await run.done;
  await stage.untilNoPlugin();
  const before = stage.requests();
  await sleep(3_000);
  expect(stage.requests()).toBe(before);
  // The lock of the killed engine.
  await stage.project.run(["cancel", "--yes"]);
  stage.pass(LONG);
  const second = await stage.project.up();
  expect([second.code, second.all]).toEqual([0, expect.stringContaining("SUCCEEDED")]);
});
