import { openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

let stage: PluginStage;
beforeAll(async () => {
  stage = await openPluginStage({ scenarios: ["resize", "done", "quick"], speed: 5 });
});
afterAll(() => stage.close());

test("the preview of a create knows the id, and makes no request", async () => {
  await stage.give(stage.task("resize"));
  const { code, all } = await stage.project.preview();
  expect([code, all]).toEqual([0, expect.stringContaining("2 to create")]);
  expect(all).toMatch(new RegExp(`id *: "${stage.simulator.instanceId}"`));
  expect(stage.requests()).toBe(0);
});

test("create blocks until the task ends and shows changing percentages in its row", async () => {
  // With a right estimate there are few queries, so few percentages.
  await stage.give(stage.task("resize", { poll: { maxSeconds: 1 } }));
  const { code, all } = await stage.project.up();
  expect(all).toContain("SUCCEEDED");
  expect(code).toBe(0);
  expect(stage.simulator.task("resize").state).toBe("succeeded");
  const rows = all
    .split("\n")
    .filter((line) => /huaweicloud-dcs:index:Task task .*\d+%/.test(line));
  const percents = rows.map((row) => Number(/(\d+)%/.exec(row)?.[1]));
  expect(new Set(percents).size).toBeGreaterThan(2);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(rows.join("\n")).toMatch(/\d+% ~\d+s left · [123]\/3 (前置检查|数据迁移|结果校验)/);
  // The engine itself warns of a plugin that is on PATH.
  expect(all.split("Diagnostics:").at(-1)).not.toMatch(/\d+%/);
});

test("dependents get the steps and the percentage", async () => {
  expect(await stage.project.outputs()).toMatchObject({
    status: "SUCCEEDED",
    progress: 100,
    half: 50,
    finished: ["前置检查", "数据迁移", "结果校验"],
  });
});

test("a second up makes no request", async () => {
  const before = stage.requests();
  const { code, all } = await stage.project.up();
  expect(code).toBe(0);
  expect(all).toContain("2 unchanged");
  expect(stage.requests()).toBe(before);
});

test("a preview names each input that changes, and makes no request", async () => {
  await stage.give(stage.task("done", { timeoutSeconds: 77 }));
  const before = stage.requests();
  const { code, all } = await stage.project.preview();
  expect([code, all]).toEqual([
    0,
    expect.stringMatching(/Task task update \[diff: ~poll,taskId,timeoutSeconds\]/),
  ]);
  expect(stage.requests()).toBe(before);
});

test("an update waits for the new task, with one query if it has ended", async () => {
  const before = stage.queries();
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("1 updated")]);
  expect(stage.queries()).toBe(before + 1);
});

test("a changed time-out alone leaves the outputs known in the preview, and makes no request", async () => {
  await stage.give(stage.task("done", { timeoutSeconds: 78 }));
  const before = stage.requests();
  const preview = await stage.project.preview(["--diff"]);
  expect(preview.all).toMatch(/timeoutSeconds: 77 => 78/);
  expect(preview.all).not.toMatch(/half|\[unknown\]|output</);
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("1 updated")]);
  expect(stage.requests()).toBe(before);
});

test("another region is another resource", async () => {
  await stage.give(stage.task("done", { timeoutSeconds: 78, region: "cn-east-3" }));
  const { all } = await stage.project.preview();
  expect(all).toMatch(/Task task replace/);
});

test("a bad preview names every failure on its property and makes no request", async () => {
  const { instanceId } = stage.simulator;
  await stage.give({ instanceId, taskId: "a/b?c", timeoutSeconds: -1, poll: { minSeconds: 99 } });
  const before = stage.requests();
  const { code, all } = await stage.project.preview();
  expect(code).not.toBe(0);
  expect(all).toMatch(/property taskId value .* must hold only letters/);
  expect(all).toMatch(/property timeoutSeconds value .* must be above 0/);
  expect(all).toMatch(/property poll value .* must not exceed/);
  expect(stage.requests()).toBe(before);
});

test("a wrong key of the configuration is named, before any request", async () => {
  await stage.give(stage.task("done"));
  await stage.project.config.set("huaweicloud-dcs:regoin", "cn-north-4");
  const before = stage.requests();
  const { code, all } = await stage.project.preview();
  await stage.project.run(["config", "rm", "huaweicloud-dcs:regoin"]);
  expect(code).not.toBe(0);
  expect(all).toContain('"regoin" is not a key of huaweicloud-dcs; the keys are region,');
  expect(stage.requests()).toBe(before);
});

test("destroy makes no request, and empties the stack", async () => {
  const before = stage.requests();
  const { code } = await stage.project.destroy();
  expect(code).toBe(0);
  expect(await stage.saved()).toBeUndefined();
  expect(stage.requests()).toBe(before);
});
