import { DcsError } from "../../errors";
import { isRecord, parseJson } from "../../json";
import { type Fields, isSecret, type ReportedTask, toReportedTask } from "./reportedTask";
import { findTasksInState } from "./stackState";

/**
 * Finds every task in a JSON text: the state of a stack as `pulumi stack export` prints it, a stack's
 * outputs as `pulumi stack output --json` prints them, or the output of `dcs-task show --json`.
 *
 * @throws {DcsError} `INVALID_INPUT` if the text is not JSON, or contains no task
 */
export function parseReportedTasks(text: string): ReportedTask[] {
  const json = parseJson(text);
  if (json === undefined) {
    throw new DcsError(
      "INVALID_INPUT",
      "the text is not JSON; give what `pulumi stack export` or `pulumi stack output --json` prints",
    );
  }
  const inState = findTasksInState(json);
  const tasks = inState ?? findTasks(json, "");
  if (tasks.length > 0) return tasks;
  throw new DcsError(
    "INVALID_INPUT",
    inState
      ? "the state has no BackgroundTask or InstanceTasks with a task"
      : "there are no steps in it; give what `pulumi stack export` prints, or let the program export " +
          "them, such as `export const stepDetails = task.stepDetails`",
  );
}

/** Tasks with steps at any depth. */
function findTasks(value: unknown, path: string): ReportedTask[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (areSteps(items)) return [toReportedTask({ stepDetails: items }, { place: path })];
    return items.flatMap((item, index) => findTasks(item, `${path}[${index}]`));
  }
  if (!isRecord(value) || isSecret(value)) return [];
  const { stepDetails, ...others } = value;
  const own = areSteps(stepDetails) ? [toReportedTask(value, { place: path })] : [];
  const below = Object.entries(others).flatMap(([name, other]) =>
    findTasks(other, path ? `${path}.${name}` : name),
  );
  return [...own, ...below];
}

function areSteps(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isStep);
}

function isStep(value: unknown): value is Fields {
  return isRecord(value) && ("stepName" in value || "stepStatus" in value);
}
