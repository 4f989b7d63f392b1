import { setTimeout as sleep } from "node:timers/promises";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

/** Longer than any test, in seconds. Together they leave the dates of signatures valid. */
const LONG = 350;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    scenarios: [
      "long",
      "fails",
      "done",
      {
        name: "slow",
        steps: [
          { name: "a", seconds: 30 },
          { name: "b", seconds: 10 },
        ],
      },
      { name: "killed", remainTime: "zero", steps: [{ name: "a", seconds: LONG }] },
      { name: "interrupted", steps: [{ name: "a", seconds: LONG }] },
    ],
  });
});
afterAll(() => stage.close());

test("a time-out keeps the id, the progress and the steps, and the next up resumes", async () => {
  await stage.waitFor("slow", { timeoutSeconds: 3 });
  const first = await stage.project.up();
  expect(first.code).not.toBe(0);
  expect(first.all).toMatch(
    /is still unfinished at \d+ % \(1\/2 a\) after \d+s .* run "pulumi up" again/,
  );
  const saved = await stage.saved();
  const { progress } = stage.simulator.requests.findLast(({ scenario }) => scenario) ?? {};
  expect(progress).toEqual(expect.any(Number));
  expect(saved).toMatchObject({
    id: stage.simulator.instanceId,
    outputs: { status: "RUNNING", progress, stepDetails: [{ stepName: "a" }, { stepName: "b" }] },
  });
  expect(saved?.initErrors).toHaveLength(1);

  // The task ends.
  stage.pass(40);
  const before = stage.queries();
  const second = await stage.project.up();
  expect(second.all).toContain("SUCCEEDED");
  expect(second.code).toBe(0);
  expect(stage.queries()).toBe(before + 1);
});

test("SIGINT ends up at once, while the task goes on, and the next up resumes", async () => {
  await stage.waitFor("interrupted");
  const run = stage.project.spawnUp();
  await run.waitForText(/DcsTask task .*\d+%/);
  await sleep(1_000);
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

  const preview = await stage.project.preview();
  expect(preview.all).toMatch(/unfinished: task \w+ was at \d+ %/);
  stage.pass(LONG);
  const second = await stage.project.up();
  expect(second.all).toContain("SUCCEEDED");
  expect(second.code).toBe(0);
});

test("after the engine was killed, polling stops, and the next up resumes", async () => {
  await stage.waitFor("killed");
  const run = stage.project.spawnUp();
  await run.waitForText(/DcsTask task .*\d+%/);
  run.signal("SIGKILL");
  await run.done;
  // The plugin lives a moment longer, and would poll every one or two seconds.
  await stage.untilNoPlugin();
  const before = stage.queries();
  await sleep(3_000);
  expect(stage.queries()).toBe(before);
  expect(stage.simulator.task("killed").state).toBe("running");
  stage.pass(LONG);

  // Remove the engine's lock on the stack and the pending operation, as the docs say.
  await stage.project.run(["cancel", "--yes"]);
  const second = await stage.project.up();
  expect(second.all).toContain("SUCCEEDED");
  expect(second.code).toBe(0);
  expect(stage.simulator.task("killed").state).toBe("succeeded");
  expect(second.all).toContain("1 pending operations");
  await stage.project.refresh(["--clear-pending-creates"]);
  expect((await stage.project.up()).all).not.toContain("pending operations");
});

test("up --refresh does not lose an unfinished wait", async () => {
  await stage.waitFor("long", { timeoutSeconds: 4 });
  expect((await stage.project.up()).code).not.toBe(0);
  const { code, all } = await stage.project.up(["--refresh"]);
  expect(code).not.toBe(0);
  expect(all).toMatch(/is still unfinished at \d+ %/);
  await stage.waitFor("long", { timeoutSeconds: 4, onTimeout: "record" });
  const recorded = await stage.project.up();
  expect(recorded.code).toBe(0);
  expect(await stage.project.outputs()).toMatchObject({ status: "RUNNING" });
  expect((await stage.project.up()).all).toContain("2 unchanged");
});

test("a failed task names step, sub-step and code, and the state keeps them", async () => {
  await stage.waitFor("fails");
  const { code, all } = await stage.project.up();
  expect(code).not.toBe(0);
  expect(all).toMatch(/failed at 50 % in step 2\/3 "数据迁移" > "slot [\d-]+" with DCS\.4842/);
  expect((await stage.saved())?.outputs).toMatchObject({
    status: "FAILED",
    progress: 50,
    stepDetails: [
      {},
      { stepStatus: "FAILED", subStepDetails: [{}, { errorCode: "DCS.4842" }] },
      {},
    ],
  });
});

test("a failed task is not waited for again, and a refresh keeps it", async () => {
  const before = stage.queries();
  const again = await stage.project.up();
  expect(again.code).not.toBe(0);
  expect(stage.queries()).toBe(before + 1);
  const refreshed = await stage.project.up(["--refresh"]);
  expect(refreshed.code).not.toBe(0);
  expect(refreshed.all).toContain("DCS.4842");
});

test("onFailure record lets the up continue, with the failure in status", async () => {
  await stage.waitFor("fails", { onFailure: "record" });
  const { code } = await stage.project.up();
  expect(code).toBe(0);
  expect(await stage.project.outputs()).toMatchObject({ status: "FAILED", progress: 50 });
});

test("destroy works from any state", async () => {
  await stage.waitFor("fails");
  await stage.project.up();
  expect((await stage.project.destroy()).code).toBe(0);
});
