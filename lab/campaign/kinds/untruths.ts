import type { FaultContext, FaultKind, FaultKinds, WireProgress, WireStep } from "./kind.ts";

type Rewrite = (body: WireProgress, context: FaultContext) => WireProgress;

/** Readable answers that are not the whole truth: they must neither end a wait nor confuse it. */
const untrue = (rewrite: Rewrite): FaultKind => ({ class: "untrue", rewrite });
/** Readable answers in another dress: they still say truly whether the task has ended. */
const dressed = (rewrite: Rewrite): FaultKind => ({ class: "true", rewrite });

const isFailed = (body: WireProgress) =>
  body.step_details.some(({ step_status }) => step_status === "FAILED");
const withSteps = (
  body: WireProgress,
  change: (step: WireStep, at: number) => WireStep,
): WireProgress => ({ ...body, step_details: body.step_details.map(change) });
const unlessFailed =
  (rewrite: Rewrite): Rewrite =>
  (body, context) =>
    isFailed(body) ? body : rewrite(body, context);

const progressOf = ({ progress }: WireProgress) => Number(progress);

/** No step is under way, and of the sub-steps one says that it did not go well. */
function halfway(word: string, ...subWords: readonly string[]): Rewrite {
  return unlessFailed((body) => ({
    ...withSteps(body, (step) => ({
      ...step,
      step_status: word,
      sub_step_details: subWords.map((sub_step_status) => ({
        sub_step_name: "slot 0",
        sub_step_status,
      })),
    })),
    progress: Math.min(progressOf(body), 50),
  }));
}

export const untruthKinds: FaultKinds = {
  "answer of a while ago": untrue((body, { first }) => first ?? body),
  "progress going back": untrue(
    unlessFailed((body) => ({
      ...withSteps(body, (step) => ({ ...step, step_status: "EXECUTING" })),
      progress: Math.floor(progressOf(body) / 2),
    })),
  ),
  "100 % too early": untrue(
    unlessFailed((body) => ({
      ...withSteps(body, (step, at) =>
        at === body.step_details.length - 1 ? { ...step, step_status: "EXECUTING" } : step,
      ),
      progress: 100,
      remain_time: 0,
    })),
  ),
  "unknown words": untrue(
    unlessFailed((body) => withSteps(body, (step) => ({ ...step, step_status: "PAUSED" }))),
  ),
  "a word in another language at 100 %": untrue(
    unlessFailed((body) => ({
      ...withSteps(body, (step) => ({ ...step, step_status: "完成" })),
      progress: 100,
    })),
  ),
  "a sub-step that failed and is tried again": untrue(
    unlessFailed((body) =>
      withSteps(body, (step) => ({
        ...step,
        step_status: "EXECUTING",
        sub_step_details: [
          { sub_step_name: "try 1", sub_step_status: "FAILED", error_code: "DCS.4842" },
          { sub_step_name: "try 2", sub_step_status: "EXECUTING" },
        ],
      })),
    ),
  ),
  "100 % without a step": untrue((body) => ({ ...body, progress: 100, step_details: [] })),
  "a sub-step cancelled beside its repetition": untrue(halfway("FINISH", "CANCELED", "FINISH")),
  "a sub-step failed beside its repetition": untrue(halfway("FINISH", "FAILED", "FINISH")),
  "a failed sub-step in a step with an unknown word": untrue(halfway("PAUSED", "FAILED")),
  "steps under way without a progress": untrue(
    unlessFailed((body) => ({
      ...withSteps(body, (step) => ({ ...step, step_status: "EXECUTING" })),
      progress: undefined,
    })),
  ),
  "error codes on healthy steps": dressed((body) =>
    withSteps(body, (step) => ({ ...step, error_code: "DCS.4064", error_msg: "nothing" })),
  ),
  "no estimate": dressed((body) => ({ ...body, remain_time: undefined })),
  "senseless estimate": dressed((body, { chance }) => ({
    ...body,
    remain_time: chance(0.5) ? -5 : 1e300,
  })),
  "estimate as text": dressed((body) => ({ ...body, remain_time: "soon" })),
  "escape sequences in names": dressed((body) =>
    withSteps(body, (step) => ({
      ...step,
      step_name: `\u001b[2J\u001b]0;x\u0007${String(step.step_name)}`,
    })),
  ),
  "fields of a later version": dressed((body) => ({
    ...withSteps(body, (step) => ({ ...step, owner: { id: 1 } })),
    status: "SUCCESS",
  })),
  "2 MB of details": {
    ...dressed((body) => withSteps(body, (step) => ({ ...step, detail: "d".repeat(500_000) }))),
    weight: 0.1,
  },
  "failed at 100 %": dressed((body) => (isFailed(body) ? { ...body, progress: 100 } : body)),
  "failed without a progress": dressed((body) =>
    isFailed(body) ? { ...body, progress: null } : body,
  ),
};
