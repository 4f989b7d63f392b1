import { assembleState, inputsOfState, pick } from "../../src/resource/properties/savedState";
import { resultNamesOf } from "../../src/resource/properties/table";
import type { BackgroundTaskStatus } from "../../src/resource/properties/taskResult";
import { resultOf, statusOfOutcome } from "../../src/resource/targets/targetState";
import type { StepDetail, TaskProgress } from "../../src/taskProgress";

const timed = (beginTime?: string, endTime?: string, ...subStepDetails: object[]): StepDetail => ({
  ...(beginTime !== undefined && { beginTime }),
  ...(endTime !== undefined && { endTime }),
  subStepDetails,
});
const resultOfSeen = (
  status: BackgroundTaskStatus,
  answer: TaskProgress | undefined,
  attempts: number,
) => resultOf({ kind: "seen", target: { taskId: "t" }, status, answer, attempts });
const result = (...stepDetails: StepDetail[]) =>
  resultOfSeen("SUCCEEDED", { progress: 100, stepDetails }, 3);

describe("the state of a background task", () => {
  it("keeps the last answer field for field", () => {
    const step: StepDetail = {
      stepId: "1",
      stepName: "数据迁移",
      stepStatus: "EXECUTING",
      beginTime: "2022-09-01 11:52:30",
      errorCode: "DCS.4065",
      subStepDetails: [{ subStepId: "2", detail: "{slot_range:[0 5460]}" }],
    };
    const answer: TaskProgress = { progress: 62.5, remainTime: 180, stepDetails: [step] };
    expect(resultOfSeen("RUNNING", answer, 7)).toEqual({
      taskId: "t",
      status: "RUNNING",
      progress: 62.5,
      remainTime: 180,
      stepDetails: [step],
      omittedDetails: 0,
      startedAt: "2022-09-01 11:52:30",
      attempts: 7,
    });
  });

  it("is plain JSON, also without any answer", () => {
    const state = resultOfSeen("RUNNING", undefined, 0);
    expect(state).toStrictEqual(JSON.parse(JSON.stringify(state)));
    expect(state).toStrictEqual({
      taskId: "t",
      status: "RUNNING",
      progress: 0,
      stepDetails: [],
      omittedDetails: 0,
      attempts: 0,
    });
  });

  it.each<[string, StepDetail[], string | undefined, string | undefined]>([
    ["without times", [timed()], undefined, undefined],
    [
      "in UTC with milliseconds",
      [
        timed("2026-01-01T00:00:05.000Z", "2026-01-01T00:00:09.000Z"),
        timed("2026-01-01T00:00:01.000Z", "2026-01-01T00:00:05.000Z"),
      ],
      "2026-01-01T00:00:01.000Z",
      "2026-01-01T00:00:09.000Z",
    ],
    [
      "without a zone",
      [
        timed("2022-09-01 11:52:24", "2022-09-01 11:52:29"),
        timed("2022-09-01 11:52:30", "2022-09-01 11:54:30"),
      ],
      "2022-09-01 11:52:24",
      "2022-09-01 11:54:30",
    ],
    [
      "with offsets, compared as moments",
      [
        timed("2026-01-01T08:00:00+08:00", "2026-01-01T09:00:00+08:00"),
        timed("2026-01-01T00:30:00Z", "2026-01-01T02:00:00+0000"),
      ],
      "2026-01-01T08:00:00+08:00",
      "2026-01-01T02:00:00+0000",
    ],
    [
      "where the sub-steps reach further than the steps",
      [
        timed("2026-01-01T00:00:05Z", "2026-01-01T00:00:06Z", {
          beginTime: "2026-01-01T00:00:01Z",
          endTime: "2026-01-01T00:00:09Z",
        }),
      ],
      "2026-01-01T00:00:01Z",
      "2026-01-01T00:00:09Z",
    ],
    [
      "beside texts that are no dates, and empty ones",
      [timed("soon", "later"), timed("", ""), timed("2022-09-01 11:52:24", "2022-09-01 11:52:29")],
      "2022-09-01 11:52:24",
      "2022-09-01 11:52:29",
    ],
    ["that are no dates", [timed("soon", "later"), timed("then")], "soon", "later"],
  ])(
    "finds the earliest begin and the latest end of steps %s",
    (_, steps, startedAt, finishedAt) => {
      const state = result(...steps);
      expect([state.startedAt, state.finishedAt]).toEqual([startedAt, finishedAt]);
    },
  );

  it("stores no end of a task that still runs, whatever its steps say", () => {
    const answer = {
      progress: 30,
      stepDetails: [timed("2022-09-01 11:52:24", "2022-09-01 11:54")],
    };
    expect(resultOfSeen("RUNNING", answer, 1)).not.toHaveProperty("finishedAt");
  });

  it("keeps fifty steps and fifty sub-steps of each, and counts what it leaves out", () => {
    const many = (count: number) => Array.from({ length: count }, () => ({ detail: "x" }));
    const steps = Array.from({ length: 52 }, () => timed(undefined, undefined, ...many(51)));
    const state = result(...steps);
    expect(state.stepDetails).toHaveLength(50);
    expect(state.stepDetails.map((step) => step.subStepDetails.length)).toEqual(
      Array<number>(50).fill(50),
    );
    expect(state.omittedDetails).toBe(50 + 2 * 52);
  });

  it("cuts texts of more than 1,024 characters", () => {
    const long = "x".repeat(5_000);
    const [step] = result({ stepName: long, subStepDetails: [{ detail: long }] }).stepDetails;
    expect(step?.stepName).toBe(`${"x".repeat(1_024)}…`);
    expect(step?.subStepDetails[0]?.detail).toBe(`${"x".repeat(1_024)}…`);
  });

  it("replaces control characters, and keeps line ends and tabs", () => {
    const [step] = result({
      stepName: "a\u001b[2Jb\u009bc\u202ed\te\n数据",
      subStepDetails: [],
    }).stepDetails;
    expect(step?.stepName).toBe("a\ufffd[2Jb\ufffdc\ufffdd\te\n数据");
  });

  it("stays below 600 kB whatever the service sends, and counts what was left out", () => {
    const text = "x".repeat(2_000);
    const sub = { subStepName: text, detail: text, subStepId: text, errorCode: text };
    const step = { stepName: text, stepId: text, subStepDetails: Array(60).fill(sub) };
    const kept = result(...(Array(60).fill(step) as (typeof step)[]));
    expect(JSON.stringify(kept).length).toBeLessThan(600_000);
    const subSteps = kept.stepDetails.flatMap(({ subStepDetails }) => subStepDetails);
    expect(kept.omittedDetails).toBe(60 + 60 * 60 - kept.stepDetails.length - subSteps.length);
  });

  it("never splits a surrogate pair", () => {
    const [step] = result({ stepName: `x${"😀".repeat(1_000)}`, subStepDetails: [] }).stepDetails;
    expect(step?.stepName).toBe(`x${"😀".repeat(511)}…`);
  });

  it.each([
    ["succeeded", "SUCCEEDED"],
    ["failed", "FAILED"],
    ["timedOut", "RUNNING"],
    ["aborted", "RUNNING"],
    ["lost", "UNKNOWN"],
  ] as const)("records a wait that %s as %s", (outcome, status) => {
    expect(statusOfOutcome(outcome)).toBe(status);
  });

  const inputs = { instanceId: "i", taskId: "t" };
  const place = { region: "cn-north-4", projectId: "q" };

  it("gives back the inputs it was made of, and no others", () => {
    const state = assembleState({ inputs, place, result: result() });
    expect(inputsOfState(state)).toEqual(inputs);
  });

  it("gives back a region that was an input", () => {
    const given = { ...inputs, region: "cn-north-4" };
    const state = assembleState({ inputs: given, place, result: result() });
    expect(inputsOfState(state)).toHaveProperty("region", "cn-north-4");
  });

  it("gives back the inputs after a second round through JSON", () => {
    const names = resultNamesOf("BackgroundTask");
    const first = assembleState({ inputs, place, result: result() });
    const stored = JSON.parse(JSON.stringify(first)) as Record<string, unknown>;
    const second = assembleState({
      inputs: inputsOfState(stored),
      place,
      result: pick(stored, names),
    });
    expect(inputsOfState(second)).toEqual(inputsOfState(first));
    expect(pick(second, names)).toEqual(pick(first, names));
  });

  it.each([{}, { __inputs: "instanceId" }, { __inputs: null }])(
    "gives back no inputs of a foreign state: %j",
    (state) => {
      expect(inputsOfState({ instanceId: "i", ...state })).toEqual({});
    },
  );

  it("gives back no hidden inputs, which earlier versions listed among the others", () => {
    const state = { ...inputs, __urn: "u", __inputs: ["instanceId", "taskId", "__urn"] };
    expect(inputsOfState(state)).toEqual(inputs);
  });
});
