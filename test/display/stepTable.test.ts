import { renderStepTable } from "../../src/display/stepTable";
import type { StepDetail, SubStepDetail } from "../../src/taskProgress";

const step = (
  stepName: string,
  stepStatus: string,
  more: Partial<StepDetail> = {},
): StepDetail => ({ stepName, stepStatus, subStepDetails: [], ...more });
const sub = (subStepName: string, subStepStatus: string, more: SubStepDetail = {}) => ({
  subStepName,
  subStepStatus,
  ...more,
});

test("shows what finished, what failed with its code, and how long each took", () => {
  const steps = [
    step("前置检查", "FINISH", {
      beginTime: "2026-01-01T00:00:00.000Z",
      endTime: "2026-01-01T00:01:05.400Z",
      errorCode: "DCS.4064",
      subStepDetails: [
        sub("资源检查", "FINISH", {
          beginTime: "2026-01-01 08:00:00",
          endTime: "2026-01-01 08:00:40",
        }),
      ],
    }),
    step("数据迁移", "FAILED", {
      errorCode: "DCS.4000",
      subStepDetails: [sub("slot 8192-16383", "FAILED", { errorCode: "DCS.4842" })],
    }),
    step("结果校验", "WAITING"),
  ];
  expect(renderStepTable(steps)).toEqual([
    "step                 status   code      took",
    "1/3 前置检查         FINISH             1m05s",
    "    资源检查         FINISH             40s",
    "2/3 数据迁移         FAILED   DCS.4000",
    "    slot 8192-16383  FAILED   DCS.4842",
    "3/3 结果校验         WAITING",
  ]);
});

test.each<[string, Partial<StepDetail>]>([
  ["there is no end", { beginTime: "2026-01-01T00:00:00.000Z" }],
  ["there is no begin", { endTime: "2026-01-01T00:00:00.000Z" }],
  ["a time is unreadable", { beginTime: "yesterday", endTime: "2026-01-01T00:00:00.000Z" }],
  [
    "the formats differ, and with them perhaps the zone",
    { beginTime: "2026-01-01 00:00:00", endTime: "2026-01-01T00:01:00.000Z" },
  ],
  [
    "it ended before it began",
    { beginTime: "2026-01-01 00:01:00", endTime: "2026-01-01 00:00:00" },
  ],
  [
    "it still runs, though the service gives an end",
    { stepStatus: "EXECUTING", beginTime: "2026-01-01 00:01:00", endTime: "2026-01-01 00:02:00" },
  ],
])("leaves out how long a step took when %s", (_, more) => {
  const [head] = renderStepTable([step("a", "FINISH", more)]);
  expect(head).toBe("step   status");
});

test("is empty without steps", () => {
  expect(renderStepTable([])).toEqual([]);
});

test("counts finished sub-steps where there are many, and shows the others", () => {
  const subStepDetails = Array.from({ length: 60 }, (_, at) =>
    sub(`slot ${at}`, at === 41 ? "FAILED" : "FINISH"),
  );
  expect(renderStepTable([step("a", "FAILED", { subStepDetails })])).toEqual([
    "step             status",
    "1/1 a            FAILED",
    "    slot 41      FAILED",
    "    and 59 more  FINISH",
  ]);
});

test("never shows an escape sequence of the service, nor an endless name", () => {
  const evil = `\u001b]0;owned\u0007x\n\u001b[2J${"数".repeat(1_000)}`;
  const detail = { errorCode: evil, beginTime: evil, endTime: evil };
  const lines = renderStepTable([
    step(evil, evil, { ...detail, subStepDetails: [sub(evil, "FAILED", detail)] }),
  ]);
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(line.length).toBeLessThan(100);
  }
});
