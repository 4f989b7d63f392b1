import { ok, serviceError, type Reply } from "../reply";
import type { SimulatedTask } from "./simulatedTask";
import type { TaskMoment } from "./taskRecord";

/** ShowJobInfo. A job outlives its task's record, so it is answered after the record was purged. */
export function showJob(task: SimulatedTask | undefined): Reply {
  if (task === undefined || !task.isCreated) {
    return serviceError(404, "DCS.4001", "The job does not exist.");
  }
  const { startedAt, createdAt, endedAt } = task.record;
  const { failure } = task.timeline;
  const status = jobStatus(task.moment);
  return ok({
    job_id: task.jobId,
    job_type: "extendDCSInstance",
    status,
    begin_time: String(startedAt ?? createdAt),
    ...(endedAt === undefined ? {} : { end_time: String(endedAt) }),
    ...(status === "FAIL" && failure !== undefined
      ? { fail_reason: `${failure.code}: ${failure.reason}` }
      : {}),
  });
}

function jobStatus({ phase }: TaskMoment): string {
  switch (phase) {
    case "waiting":
      return "INIT";
    case "running":
    case "settling":
      return "RUNNING";
    case "succeeded":
      return "SUCCESS";
    case "failed":
      return "FAIL";
  }
}
