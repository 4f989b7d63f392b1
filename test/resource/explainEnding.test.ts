import { DcsError } from "../../src/errors";
import { explainEnding } from "../../src/resource/targets/explainEnding";
import type { StepDetail } from "../../src/taskProgress";
import type { WaitOutcome, WaitResult } from "../../src/waitResult";
import { waitResult } from "../support/waitResult";

const check: StepDetail = { stepName: "前置检查", stepStatus: "FINISH", subStepDetails: [] };
const moving: StepDetail = {
  stepName: "数据迁移",
  stepStatus: "EXECUTING",
  subStepDetails: [{ subStepName: "slot 0-5460", subStepStatus: "EXECUTING" }],
};
const failing: StepDetail = {
  stepName: "数据迁移",
  stepStatus: "FAILED",
  errorCode: "DCS.4000",
  subStepDetails: [
    { subStepName: "slot 0-8191", subStepStatus: "FINISH", errorCode: "DCS.4064" },
    {
      subStepName: "slot 8192-16383",
      subStepStatus: "FAILED",
      errorCode: "DCS.4842",
      detail: "{slot_range:[8192 16383]}",
    },
  ],
};

const here = {
  target: { taskId: "t-1" },
  instanceId: "i-1",
  timeoutSeconds: 300,
  given: "taskId",
  isRecorded: false,
  isResumable: true,
} as const;
type Circumstances = Parameters<typeof explainEnding>[1];

function explain(
  outcome: Exclude<WaitOutcome, "succeeded">,
  stepDetails: readonly StepDetail[],
  observed: WaitResult["observed"] = {},
  circumstances: Partial<Circumstances> = {},
) {
  const lastProgress = { progress: 62.7, stepDetails };
  const summary = { lastProgress, attempts: 9, elapsedMs: 312_000, observed };
  const ending = { ...waitResult(outcome, summary), outcome };
  return explainEnding(ending, { ...here, ...circumstances });
}

describe("the report of a wait", () => {
  it("that failed names step, sub-step, code and detail, and says what to do", () => {
    expect(explain("failed", [check, failing])).toMatchObject({
      code: "TASK_FAILED",
      message:
        "background task t-1 of instance i-1 failed at 62 % in step 2/2 " +
        '"数据迁移" > "slot 8192-16383" with DCS.4842: {slot_range:[8192 16383]}. ' +
        "Fix the cause and run the operation again, then set its taskId; or set onFailure to " +
        '"record" to continue without it.' +
        `
step                 status  code
1/2 前置检查         FINISH
2/2 数据迁移         FAILED  DCS.4000
    slot 0-8191      FINISH
    slot 8192-16383  FAILED  DCS.4842`,
    });
  });

  it.each<[string, StepDetail, string]>([
    [
      "a step without sub-steps",
      { stepName: "b", stepStatus: "FAILED", errorCode: "DCS.4000", subStepDetails: [] },
      'in step 2/2 "b" with DCS.4000.',
    ],
    [
      "a canceled sub-step of a finished step",
      {
        stepName: "b",
        stepStatus: "FINISH",
        subStepDetails: [{ subStepName: "x", subStepStatus: "CANCELED" }],
      },
      'in step 2/2 "b" > "x".',
    ],
    [
      "a sub-step without a code, by its step's",
      {
        stepName: "b",
        stepStatus: "FAILED",
        errorCode: "DCS.4000",
        subStepDetails: [{ subStepName: "x", subStepStatus: "FAILED" }],
      },
      'in step 2/2 "b" > "x" with DCS.4000.',
    ],
  ])("that failed names %s", (_, step, expected) => {
    expect(explain("failed", [check, step]).message).toContain(expected);
  });

  it("that failed by the task list says so", () => {
    expect(explain("failed", [check]).message).toContain(
      "failed at 62 % according to the instance's task list.",
    );
  });

  it("that timed out before its turn to be asked says so", () => {
    const ended = { attempts: 0, elapsedMs: 4_000, observed: {} };
    const ending = { ...waitResult("timedOut", ended), outcome: "timedOut" as const };
    const { code, message } = explainEnding(ending, { ...here, timeoutSeconds: 3 });
    expect(code).toBe("TIMED_OUT");
    expect(message).toMatch(
      /is still unfinished after 4s \(the limit is 3 s; no query was sent, since others came first\)\. /,
    );
  });

  it("that timed out names percentage, step, both times and the trouble, and says what to do", () => {
    const observed = { running: 8, settling: 1, "NOT_FOUND 404": 1, "THROTTLED 429": 4 };
    expect(explain("timedOut", [check, moving], observed)).toMatchObject({
      code: "TIMED_OUT",
      message:
        "background task t-1 of instance i-1 is still unfinished at 62 % (2/2 数据迁移 > slot 0-5460) " +
        "after 5m12s (the limit is 300 s; 1 × NOT_FOUND 404; 4 × THROTTLED 429). The task goes on " +
        'in the cloud; run "pulumi up" again to resume the wait, or raise timeoutSeconds.',
    });
  });

  it("that was interrupted names percentage and step, and says what to do", () => {
    expect(explain("aborted", [check, moving])).toMatchObject({
      code: "ABORTED",
      message:
        "the wait for background task t-1 of instance i-1 was interrupted at 62 % " +
        '(2/2 数据迁移 > slot 0-5460). The task goes on in the cloud; run "pulumi up" again to ' +
        "resume the wait.",
    });
  });

  it("that lost its task names percentage and step, and says what to do", () => {
    expect(explain("lost", [check, moving])).toMatchObject({
      code: "LOST",
      message:
        "the record of background task t-1 of instance i-1 disappeared at 62 % " +
        "(2/2 数据迁移 > slot 0-5460), and the task list does not say how it ended. Check the " +
        'instance, then set the taskId of a later task, or set onFailure to "record".',
    });
  });

  it.each([
    ["timedOut", "or raise timeoutSeconds. "],
    ["lost", "and the task list could not be read. .* "],
  ] as const)("that is %s says why the list could not be read", (outcome, before) => {
    const listError = new DcsError("FORBIDDEN", "not allowed");
    const ending = { outcome, elapsedMs: 0, observed: { running: 1 }, listError } as const;
    const { message } = explainEnding(ending, here);
    const reason = "The task list could not be read: not allowed\\.$";
    expect(message).toMatch(new RegExp(`${before}${reason}`));
  });

  it.each(["timedOut", "aborted", "lost"] as const)(
    "that is %s without a percentage names none",
    (outcome) => {
      const nothing = { attempts: 0, elapsedMs: 0, observed: {}, decidedBy: "wait" } as const;
      expect(explainEnding({ outcome, ...nothing }, here).message).not.toContain("%");
    },
  );

  const byName = { given: "taskName" } as const;
  const ofJob = { given: "jobId", target: { jobId: "j-1" } } as const;
  const recorded = { isRecorded: true };
  const ofHook = { given: "taskName", isResumable: false } as const;
  const orRecord = '; or set onFailure to "record" to continue without it.';
  it.each<["failed" | "timedOut" | "lost", string, Partial<Circumstances>, string]>([
    ["failed", "a job", ofJob, `again, then set its jobId${orRecord}`],
    [
      "failed",
      "a task that was found",
      byName,
      `again; the next "pulumi up" looks for its task${orRecord}`,
    ],
    [
      "failed",
      "a task of a hook",
      ofHook,
      `which repeats the operation if the provider sees that it had no effect${orRecord}`,
    ],
    ["failed", "a recorded task", recorded, "operation again, then set its taskId."],
    ["failed", "a recorded job", { ...ofJob, ...recorded }, "operation again, then set its jobId."],
    [
      "failed",
      "a recorded task that was found",
      { ...byName, ...recorded },
      'again; the next "pulumi up" looks for its task only if triggers change.',
    ],
    ["timedOut", "a job", ofJob, "The job goes on in the cloud; run"],
    [
      "timedOut",
      "a recorded task",
      recorded,
      'The task goes on in the cloud; the next "pulumi up" does not wait for it. ' +
        'Run "pulumi refresh" to record how it ends, or raise timeoutSeconds.',
    ],
    ["timedOut", "a task of a hook", ofHook, 'with "dcs-task wait i-1 t-1", or raise'],
    ["lost", "a job", ofJob, 'then set the jobId of a later job, or set onFailure to "record".'],
    [
      "lost",
      "a task that was found",
      byName,
      'if it had no effect; the next "pulumi up" looks for its task, or set',
    ],
    [
      "lost",
      "a recorded task that was found",
      { ...byName, ...recorded },
      "looks for its task only if triggers change.",
    ],
  ])("that %s advises what helps with %s", (outcome, _, circumstances, expected) => {
    expect(explain(outcome, [], {}, circumstances).message).toContain(expected);
  });

  it.each<[string, Partial<Circumstances>, RegExp]>([
    [
      "not that a task goes on whose id was given",
      {},
      /^[^;]+ before there was an answer about it\./,
    ],
    ["that a task goes on that was found", byName, /The task goes on in the cloud/],
  ])("that was interrupted before any progress says %s", (_, circumstances, expected) => {
    const ending = { outcome: "aborted" } as const;
    expect(explainEnding(ending, { ...here, ...circumstances }).message).toMatch(expected);
  });

  it("never shows an escape sequence of the service", () => {
    const evil = "\u001b]0;owned\u0007x\nEverything is fine";
    const step: StepDetail = {
      stepName: evil,
      stepStatus: "FAILED",
      subStepDetails: [
        { subStepName: evil, subStepStatus: "FAILED", errorCode: evil, detail: evil },
      ],
    };
    const messages = (["failed", "timedOut"] as const).map((one) => explain(one, [step]).message);
    const lines = messages.flatMap((message) => message.split("\n"));
    // One line of words each, and the table of the failed one.
    expect(lines).toHaveLength(2 + 3);
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});
