import type { StepDetail, TaskProgress } from "../../taskProgress";
import type { Job } from "./job";

/** Step statuses for job statuses. Any other word is kept, and means "not finished". */
const stepStatuses: ReadonlyMap<string, string> = new Map([
  ["INIT", "WAITING"],
  ["RUNNING", "EXECUTING"],
  ["SUCCESS", "FINISH"],
  ["FAIL", "FAILED"],
]);

/** A job as a task of one step. The service gives jobs no percentage, so only success has one. */
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
  return { ...(stepStatus === "FINISH" && { progress: 100 }), stepDetails: [step] };
}
