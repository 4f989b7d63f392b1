import { applyFault, describeFault, faultAt } from "./faults";
import type { Outcome } from "../outcome";
import { progressBody } from "./progressBody";
import { ok, serviceError } from "../reply";
import type { SimulatedTask } from "./simulatedTask";

/**
 * ShowBackgroundTaskProgress. The vendor does not document the answer for an unknown task. Its error
 * table has a code for a malformed id; for an unknown id it lists only the status 404, so this answer
 * has the table's general "not found" code.
 */
export function answerProgress(taskId: string, tasks: readonly SimulatedTask[]): Outcome {
  if (!/^[0-9a-fA-F-]{32,36}$/.test(taskId)) {
    return { reply: serviceError(400, "DCS.4070", "The task ID is invalid.") };
  }
  const task = tasks.find((one) => one.taskId === taskId);
  const notFound = serviceError(404, "DCS.4001", "The background task does not exist.");
  if (task === undefined) {
    return { reply: notFound };
  }
  const fault = faultAt(task.scenario, task.ask());
  const reply = task.isVisible ? ok(progressBody(task)) : notFound;
  return {
    reply: fault === undefined ? reply : applyFault(reply, fault),
    scenario: task.scenario.name,
    progress: task.moment.progress,
    fault,
    faultText: fault === undefined ? undefined : describeFault(fault),
  };
}
