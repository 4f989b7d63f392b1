import { NOT_KNOWN } from "./explainState";
import { describeNames } from "./properties/taskNames";
import { pick } from "./properties/savedState";
import { resultNamesOf } from "./properties/table";
import { composeResult, parseResult } from "./properties/taskResult";
import { toTaskTarget } from "./targets/target";
import { answerOf, resultOf, toStored } from "./targets/targetState";
import type { WaitKind } from "./waitKind";

/** One task, whose result is the outputs. */
export const oneTask: WaitKind = {
  resource: "BackgroundTask",
  isSingle: true,
  describe,
  view: ([state]) => (state && answerOf(state)) ?? { stepDetails: [] },
  summarize: ([state]) => (state?.kind === "ended" ? state.result : undefined),
  toResult: ([state]) => (state ? resultOf(state) : composeResult({ status: "NONE", attempts: 0 })),
  statesOf(state) {
    const result = parseResult(pick(state, resultNamesOf("BackgroundTask")));
    const { taskId, taskName } = result;
    const { jobId } = state;
    if (typeof taskId === "string") return [toStored(toTaskTarget(taskId, taskName), result)];
    return typeof jobId === "string" ? [toStored({ jobId }, result)] : [];
  },
};

/** `the newest EXTEND or ChangeInstanceSpec task`. */
function describe(
  { taskId, jobId, taskName }: Readonly<Record<string, unknown>>,
  isUnknown: (value: unknown) => boolean,
): string {
  const shown = (id: unknown) => (isUnknown(id) ? NOT_KNOWN : String(id));
  if (taskId !== undefined && taskId !== null) return `task ${shown(taskId)}`;
  if (jobId !== undefined && jobId !== null) return `the task of job ${shown(jobId)}`;
  return `the newest ${describeNames(taskName, isUnknown)}`;
}
