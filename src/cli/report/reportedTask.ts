import { printable } from "../../printable";
import { DcsError } from "../../errors";
import type { StepDetail, SubStepDetail } from "../../taskProgress";

/** A task to draw. */
export interface ReportedTask {
  /** Such as `EXTEND 9b57…`. */
  readonly title: string;
  /** Facts about the whole task, such as `SUCCEEDED`, `100 %`. */
  readonly facts: readonly string[];
  readonly stepDetails: readonly StepDetail[];
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * Finds every task with steps, at any depth of a JSON text: a stack's outputs as `pulumi stack output
 * --json` prints them, or the output of `dcs-task show --json`.
 *
 * @throws {DcsError} `INVALID_INPUT` if the text is not JSON, or contains no steps
 */
export function parseReportedTasks(text: string): ReportedTask[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const message = "the text is not JSON; give what `pulumi stack output --json` prints";
    throw new DcsError("INVALID_INPUT", message, { cause });
  }
  const tasks = findTasks(json, "");
  if (tasks.length > 0) return tasks;
  throw new DcsError(
    "INVALID_INPUT",
    "there are no steps in it; let the program export them, such as " +
      "`export const stepDetails = task.stepDetails`",
  );
}

function findTasks(value: unknown, path: string): ReportedTask[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length > 0 && items.every(isStep)) return [toTask({}, items, path)];
    return items.flatMap((item, index) => findTasks(item, `${path}[${index}]`));
  }
  if (!isObject(value)) return [];
  const { stepDetails, ...others } = value;
  const own =
    Array.isArray(stepDetails) && stepDetails.length > 0 && stepDetails.every(isStep)
      ? [toTask(value, stepDetails, path)]
      : [];
  const below = Object.entries(others).flatMap(([name, other]) =>
    findTasks(other, path ? `${path}.${name}` : name),
  );
  return [...own, ...below];
}

function toTask(of: Properties, steps: readonly Properties[], path: string): ReportedTask {
  const [taskName, taskId, instanceId, status] = ["taskName", "taskId", "instanceId", "status"]
    .map((name) => of[name])
    .map((text) => (typeof text === "string" ? printable(text) : ""));
  const title = [taskName, taskId].filter(Boolean).join(" ");
  const { progress } = of;
  const facts = [
    title && path ? printable(path) : "",
    status,
    typeof progress === "number" ? `${progress} %` : "",
    instanceId ? `instance ${instanceId}` : "",
  ];
  return {
    title: title || printable(path) || "background task",
    facts: facts.filter((fact): fact is string => Boolean(fact)),
    stepDetails: steps.map(toStep),
  };
}

function toStep(step: Properties): StepDetail {
  const { subStepDetails } = step;
  const subSteps: readonly unknown[] = Array.isArray(subStepDetails) ? subStepDetails : [];
  return {
    ...texts<StepDetail>(step, "stepName", "stepStatus", "beginTime", "endTime", "errorCode"),
    subStepDetails: subSteps
      .filter(isObject)
      .map((sub) =>
        texts<SubStepDetail>(
          sub,
          ...(["subStepName", "subStepStatus", "beginTime", "endTime", "detail"] as const),
          "errorCode",
        ),
      ),
  };
}

/** The named fields, without those that are not text. */
function texts<T>(from: Properties, ...names: (keyof T & string)[]): { [N in keyof T]?: string } {
  const entries = names.map((name) => [name, from[name]]);
  return Object.fromEntries(entries.filter(([, text]) => typeof text === "string")) as {
    [N in keyof T]?: string;
  };
}

function isStep(value: unknown): value is Properties {
  return isObject(value) && ("stepName" in value || "stepStatus" in value);
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
