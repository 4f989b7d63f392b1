import { openResizeStage, type ResizeStage } from "../examples/support/resizeStage";
import { hookProgram, percentagesOf } from "./hookPrograms";

jest.setTimeout(300_000);

const task = (name: string, taskName: string, seconds: number) => ({
  ...{ name, taskName },
  steps: [{ name: "move", seconds }],
});
const after = `
new huaweicloud.DcsInstance("other", args, { hooks: taskHooks({ poll: { maxSeconds: 1 } }) });`;

let stage: ResizeStage;
beforeAll(async () => {
  const never = { name: "never", createdAfterSeconds: 1e6, steps: [{ name: "a", seconds: 1 }] };
  const resize = [task("short", "EXTEND", 90), task("long", "ChangeInstanceSpec", 120), never];
  stage = await openResizeStage({ program: hookProgram({ after }), resize });
  await stage.size(4);
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
});
afterAll(() => stage.close());

test("two instances at once show each its own progress in its own row", async () => {
  await stage.size(8);
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
  expect(all).toContain("2 updated");
  const names = ["cache", "other"].map((instance) => {
    expect(percentagesOf(all, instance).size).toBeGreaterThanOrEqual(3);
    const rows = [
      ...all.matchAll(new RegExp(`DcsInstance ${instance} .*% .* · (\\w+) · 1/1 move`, "g")),
    ];
    return [...new Set(rows.map(([, name]) => name))];
  });
  expect(names.toSorted()).toEqual([["ChangeInstanceSpec"], ["EXTEND"]]);
  for (const name of ["short-1", "long-2"])
    expect(stage.simulator.task(name).state).toBe("succeeded");
});

test("an update without a task costs the grace time and no more", async () => {
  await stage.size(16);
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
  const requests = stage.simulator.requests.slice(before);
  expect(requests.filter(({ path }) => path.endsWith("/progress"))).toEqual([]);
  const lastOf = (end: string) => requests.findLast(({ path }) => path.endsWith(end))?.at ?? NaN;
  // The provider reads the settings last. The grace time is ten seconds.
  const waitedMs = lastOf("/tasks") - lastOf("/configs");
  expect(waitedMs).toBeGreaterThan(5_000);
  expect(waitedMs).toBeLessThan(30_000);
});
