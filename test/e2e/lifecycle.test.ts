import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ scenarios: ["resize", "quick", "done"], speed: 5 });
});
afterAll(() => stage.close());

test("create blocks until the task ends and shows changing percentages and step names in its row", async () => {
  // With a right estimate there are few queries, so few percentages.
  await stage.waitFor("resize", { poll: { maxSeconds: 1 } });
  const { code, all } = await stage.project.up();
  expect(all).toContain("SUCCEEDED");
  expect(code).toBe(0);
  expect(stage.simulator.task("resize").state).toBe("succeeded");
  const rows = all.split("\n").filter((line) => /DcsTask task .*\d+%/.test(line));
  const percents = rows.map((row) => Number(/(\d+)%/.exec(row)?.[1]));
  expect(new Set(percents).size).toBeGreaterThan(2);
  // A log shows only percentages that the service returned.
  const given = stage.simulator.requests.flatMap(({ progress }) => progress ?? []);
  expect(given).toEqual(expect.arrayContaining(percents));
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(rows.join("\n")).toMatch(/\d+% ~\d+s left · [123]\/3 (前置检查|数据迁移|结果校验)/);
});

test("dependents get the steps and the percentage", async () => {
  const outputs = await stage.project.outputs();
  expect(outputs).toMatchObject({
    status: "SUCCEEDED",
    progress: 100,
    half: 50,
    finished: ["前置检查", "数据迁移", "结果校验"],
  });
  expect(outputs["stepDetails"]).toMatchObject([
    { stepName: "前置检查", stepStatus: "FINISH", subStepDetails: [{}, {}] },
    { stepName: "数据迁移", subStepDetails: [{ subStepName: "slot 0-5460" }, {}, {}] },
    { stepName: "结果校验" },
  ]);
});

test("the final diagnostics do not contain the live line", async () => {
  await stage.waitFor("quick");
  const { code, all } = await stage.project.up();
  expect(code).toBe(0);
  expect(all).not.toContain("Diagnostics:");
});

test("a second up makes no request", async () => {
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.up();
  expect(code).toBe(0);
  expect(all).toContain("2 unchanged");
  expect(stage.simulator.requests).toHaveLength(before);
});

test("a preview of a changed taskId shows the difference and makes no request", async () => {
  await stage.waitFor("done");
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.preview();
  expect(code).toBe(0);
  expect(all).toMatch(/DcsTask task update \[diff: ~taskId\]/);
  expect(stage.simulator.requests).toHaveLength(before);
});

test("an update waits for the new task, with one query if it has ended", async () => {
  const before = stage.queries();
  const { code, all } = await stage.project.up();
  expect(all).toContain("1 updated");
  expect(code).toBe(0);
  expect(stage.queries()).toBe(before + 1);
  expect(await stage.project.outputs()).toMatchObject({ status: "SUCCEEDED", attempts: 1 });
});

test("a changed time-out alone is an update without a request", async () => {
  await stage.waitFor("done", { timeoutSeconds: 77 });
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.up();
  expect(all).toContain("1 updated");
  expect(code).toBe(0);
  expect(stage.simulator.requests).toHaveLength(before);
  expect((await stage.saved())?.outputs).toMatchObject({ timeoutSeconds: 77, status: "SUCCEEDED" });
});

test("changed customTimeouts alone cause no update", async () => {
  await stage.project.config.set("opts", '{"customTimeouts":{"create":"10m"}}');
  const { code, all } = await stage.project.up();
  expect(all).toContain("2 unchanged");
  expect(code).toBe(0);
});

test("changed triggers wait again", async () => {
  await stage.waitFor("done", { timeoutSeconds: 77, triggers: ["2"] });
  const before = stage.queries();
  const { code } = await stage.project.up();
  expect(code).toBe(0);
  expect(stage.queries()).toBe(before + 1);
});

test("another region is another resource", async () => {
  await stage.waitFor("done", { timeoutSeconds: 77, triggers: ["2"], region: "cn-east-3" });
  const { all } = await stage.project.preview();
  expect(all).toMatch(/DcsTask task replace/);
});

test("a bad preview names every failure on its property and makes no request", async () => {
  await stage.waitFor("a/b?c", {
    timeoutSeconds: -1,
    onFailure: "ignore",
    poll: { minSeconds: 99 },
  });
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.preview();
  expect(code).not.toBe(0);
  expect(all).toMatch(/property taskId value .* must hold only letters/);
  expect(all).toMatch(/property timeoutSeconds value .* must be above 0/);
  expect(all).toMatch(/property onFailure value .* must be "error" or "record"/);
  expect(all).toMatch(/property poll value .* must not exceed/);
  expect(stage.simulator.requests).toHaveLength(before);
});

test("destroy changes nothing in the cloud and empties the stack", async () => {
  const before = stage.simulator.requests.length;
  const { code } = await stage.project.destroy();
  expect(code).toBe(0);
  expect(await stage.saved()).toBeUndefined();
  expect(stage.simulator.requests).toHaveLength(before);
});
