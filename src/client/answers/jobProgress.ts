import type { StepDetail, TaskProgress } from "../../taskProgress";
import type { Job } from "./job";

/** Words of a step for those of a job. Any other word is shown as it is, and is no end. */
const stepStatuses: ReadonlyMap<string, string> = new Map([
  ["INIT", "WAITING"],
  ["RUNNING", "EXECUTING"],
  ["SUCCESS", "FINISH"],
  ["FAIL", "FAILED"],
]);

/** A job as a task of one step, which has no percentage between its beginning and its end. */
export function toTaskProgress(job: Job): TaskProgress {
  const { jobId, jobType, status = "", beginTime, endTime, failReason } = job;
  const stepStatus = stepStatuses.get(status) ?? status;
  const step: StepDetail = {
    stepId: jobId,
    ...(jobType !== undefined && { stepName: jobType }),
    stepStatus,
    ...(beginTime !== undefined && { beginTime }),
    ...(endTime !== undefined && { endTime }),
    subStepDetails: failReason
      ? [{ subStepName: "fail_reason", subStepStatus: stepStatus, detail: failReason }]
      : [],
  };
  return { progress: stepStatus === "FINISH" ? 100 : 0, stepDetails: [step] };
}
