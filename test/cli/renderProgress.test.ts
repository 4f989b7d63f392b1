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

test("says trouble in place of the time left", () => {
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
  [5, ["1/3", "2/3", "and 3 more"]],
  [3, ["and 5 more"]],
  [2, []],
  [1, []],
])("in a terminal of %i rows draws no more than there is room for", (rows, shown) => {
  const [, ...lines] = draw({}, 80, rows);
  expect(lines).toEqual(shown.map((text) => expect.stringContaining(text) as string));
});

test("shows words that the API page does not list, and no escape sequences", () => {
  const odd = { stepName: "a\u001b[2Jb", stepStatus: "SUSPEND", subStepDetails: [] };
  expect(draw({ answer: { progress: 1, stepDetails: [odd] } })[1]).toBe(" ? 1/1 ab  SUSPEND");
});

test("draws a bar alone before the first answer", () => {
  expect(draw({ percent: 0, note: "asking", answer: undefined, elapsedSeconds: 1 })).toEqual([
    `  0% ${"░".repeat(40)} asking · 1s`,
  ]);
});
