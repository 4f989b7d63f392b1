import { renderProgress } from "../../src/cli/renderProgress";
import { displayWidth } from "../../src/display/terminalText";
import type { StatusView } from "../../src/display/statusLine";
import type { StepDetail } from "../../src/taskProgress";

const time = (second: number) => new Date(second * 1_000).toISOString();
const steps: readonly StepDetail[] = [
  {
    stepName: "前置检查",
    stepStatus: "FINISH",
    beginTime: time(0),
    endTime: time(65),
    subStepDetails: [{ subStepName: "资源检查", subStepStatus: "FINISH" }],
  },
  {
    stepName: "数据迁移",
    stepStatus: "EXECUTING",
    beginTime: time(65),
    subStepDetails: [
      { subStepName: "slot 0-8191", subStepStatus: "FINISH" },
      { subStepName: "slot 8192-16383", subStepStatus: "EXECUTING" },
    ],
  },
  { stepName: "结果校验", stepStatus: "WAITING", subStepDetails: [] },
];
const draw = (view: Partial<StatusView>, columns = 80, rows = 24) =>
  renderProgress(
    {
      percent: 62.5,
      leftSeconds: 180,
      elapsedSeconds: 312,
      answer: { progress: 62, stepDetails: steps },
      ...view,
    },
    { columns, rows, paint: (_style, text) => text },
  );

test("draws a bar and every step and sub-step", () => {
  expect(draw({})).toEqual([
    ` 62% ${"█".repeat(25)}${"░".repeat(15)} ~3m left · 5m12s`,
    " ✔ 1/3 前置检查         1m05s",
    "     ✔ 资源检查",
    " ▶ 2/3 数据迁移",
    "     ✔ slot 0-8191",
    "     ▶ slot 8192-16383",
    " · 3/3 结果校验",
  ]);
});

test("shows a failed query in place of the time left", () => {
  expect(draw({ note: "throttled", noteSeconds: 130 })[0]).toMatch(/ throttled 2m · 5m12s$/);
});

test.each([80, 40, 24, 12])("is never wider than a terminal of %i columns", (columns) => {
  const long = "数".repeat(100);
  const wide: StepDetail = {
    stepName: long,
    stepStatus: "FAILED",
    errorCode: long,
    subStepDetails: [{ subStepName: long, subStepStatus: long }],
  };
  const lines = draw({ answer: { progress: 62, stepDetails: [...steps, wide] } }, columns);
  for (const line of lines) expect(displayWidth(line)).toBeLessThan(columns);
  expect(lines[0]).toMatch(/62%/);
});

test.each<[number, string[]]>([
  [9, ["1/3", "资源检查", "2/3", "slot 0-8191", "slot 8192-16383", "3/3"]],
  [7, ["1/3", "2/3", "slot 0-8191", "slot 8192-16383", "3/3"]],
  [6, ["1/3", "2/3", "slot 8192-16383", "… 1 finished, 1 waiting"]],
  [5, ["2/3", "slot 8192-16383", "… 2 finished, 1 waiting"]],
  [3, ["2/3"]],
  [2, []],
  [1, []],
])("in a terminal of %i rows draws no more lines than fit", (rows, shown) => {
  const [, ...lines] = draw({}, 80, rows);
  expect(lines).toEqual(shown.map((text) => expect.stringContaining(text) as string));
});

test("shows a status that the API page does not list, and no escape sequences", () => {
  const odd = { stepName: "a\u001b[2Jb", stepStatus: "SUSPEND", subStepDetails: [] };
  expect(draw({ answer: { progress: 1, stepDetails: [odd] } })[1]).toBe(" ? 1/1 ab  SUSPEND");
});

test("draws no bar without a percentage of the service", () => {
  const nothing = { percent: undefined, answer: undefined, elapsedSeconds: 1 };
  expect(draw({ ...nothing, note: "asking" })).toEqual([" asking · 1s"]);
  expect(draw({ ...nothing, note: "数".repeat(50) })).toEqual([`${"数".repeat(39)}…`]);
});

const step = (stepStatus: string, name: string, ...subs: [string, string][]): StepDetail => ({
  stepName: name,
  stepStatus,
  subStepDetails: subs.map(([subStepName, subStepStatus]) => ({ subStepName, subStepStatus })),
});
const manySteps = (statusOf: (number: number) => string) =>
  Array.from({ length: 60 }, (_, index) => step(statusOf(index + 1), `step ${index + 1}`));
const drawSteps = (stepDetails: readonly StepDetail[], rows: number) =>
  draw({ answer: { progress: 62, stepDetails } }, 80, rows).slice(1);

test("of 60 steps on 24 rows shows the running one, its neighbours, and the number of the others", () => {
  const steps = manySteps((n) => (n < 48 ? "FINISH" : n === 48 ? "EXECUTING" : "WAITING"));
  const lines = drawSteps(steps, 24);
  expect(lines).toHaveLength(22);
  expect(lines[10]).toBe(" ▶ 48/60 step 48");
  expect(lines[0]).toBe(" ✔ 38/60 step 38");
  expect(lines.at(-1)).toBe(" … 37 finished, 2 waiting");
});

test("shows every failed or running step, at any position", () => {
  const words = new Map([
    [3, "FAILED"],
    [30, "EXECUTING"],
    [31, "SUSPEND"],
    [58, "EXECUTING"],
  ]);
  const lines = drawSteps(
    manySteps((n) => words.get(n) ?? "FINISH"),
    7,
  );
  expect(lines).toEqual([
    " ✖ 3/60 step 3",
    " ▶ 30/60 step 30",
    " ? 31/60 step 31  SUSPEND",
    " ▶ 58/60 step 58",
    " … 56 finished",
  ]);
});

test("of a step with many sub-steps shows the running one", () => {
  const subs = Array.from({ length: 100 }, (_, index): [string, string] => [
    `slot ${index}`,
    index < 60 ? "FINISH" : index === 60 ? "EXECUTING" : "WAITING",
  ]);
  const lines = drawSteps([step("FINISH", "check"), step("EXECUTING", "copy", ...subs)], 8);
  expect(lines).toEqual([
    " ✔ 1/2 check",
    " ▶ 2/2 copy",
    "     ✔ slot 0",
    "     ✔ slot 59",
    "     ▶ slot 60",
    " … 58 finished, 39 waiting",
  ]);
});

test("counts the running sub-steps that do not fit", () => {
  const subs = Array.from({ length: 40 }, (_, at): [string, string] => [`slot ${at}`, "EXECUTING"]);
  const lines = drawSteps([step("EXECUTING", "copy", ...subs)], 10);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe(" ▶ 1/1 copy");
  expect(lines.at(-1)).toBe(" … 34 running");
});

test.each(["WAITING", "FINISH"])("of steps that are all %s shows the next one", (status) => {
  const lines = drawSteps(
    manySteps(() => status),
    6,
  );
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain(status === "WAITING" ? "1/60" : "58/60");
});

test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
  "draws a step with the status %s like any other unknown status",
  (word) => {
    const lines = drawSteps([step(word, "copy", ["slot", word])], 24);
    expect(lines).toEqual([` ? 1/1 copy  ${word}`, `     ? slot  ${word}`]);
  },
);
