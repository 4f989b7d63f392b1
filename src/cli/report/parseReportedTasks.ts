import { DcsError } from "../../errors";
import { isRecord, parseJson } from "../../json";
import { type Fields, isSecret, type ReportedTask, toReportedTask } from "./reportedTask";
import { findTasksInState } from "./stackState";

/**
 * Finds every task in a JSON text: the state of a stack as `pulumi stack export` prints it, a stack's
 * outputs as `pulumi stack output --json` prints them, or the output of `dcs-task show --json`.
 *
 * @returns an empty list for a state in which no task was waited for
 * @throws {DcsError} `INVALID_INPUT` if the text is not JSON, or neither a state nor a task
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
  if (inState) return inState;
  const tasks = findTasks(json);
  if (tasks.length > 0) return tasks;
  throw new DcsError(
    "INVALID_INPUT",
    "there are no steps in it; give what `pulumi stack export` prints, or let the program export " +
      "them, such as `export const stepDetails = task.stepDetails`",
  );
}

interface Found {
  readonly value: unknown;
  readonly path: string;
}

/** Tasks with steps at any depth, in the order of the text. A loop: a recursion has too little stack. */
function findTasks(json: unknown): ReportedTask[] {
  const tasks: ReportedTask[] = [];
  const open: Found[] = [{ value: json, path: "" }];
  for (let found = open.pop(); found !== undefined; found = open.pop()) {
    const task = toTask(found);
    if (task) tasks.push(task);
    // The last one in is the next one out.
    for (const inner of valuesIn(found).toReversed()) open.push(inner);
  }
  return tasks;
}

function toTask({ value, path: place }: Found): ReportedTask | undefined {
  if (areSteps(value)) return toReportedTask({ stepDetails: value }, { place });
  return isRecord(value) && !isSecret(value) && areSteps(value["stepDetails"])
    ? toReportedTask(value, { place })
    : undefined;
}

/** The values inside a list or an object, which are not part of a task's steps or a secret. */
function valuesIn({ value, path }: Found): Found[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = areSteps(value) ? [] : value;
    return items.map((item, index) => ({ value: item, path: `${path}[${index}]` }));
  }
  if (!isRecord(value) || isSecret(value)) return [];
  const others = Object.entries(value).filter(([name]) => name !== "stepDetails");
  return others.map(([name, other]) => ({ value: other, path: path ? `${path}.${name}` : name }));
}

function areSteps(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isStep);
}

function isStep(value: unknown): value is Fields {
  return isRecord(value) && ("stepName" in value || "stepStatus" in value);
}
