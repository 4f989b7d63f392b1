import { idProblem, regionProblem } from "../../checks";
import type { BackgroundTaskInputs } from "./inputs";
import {
  booleanProblem,
  endingPolicyProblem,
  listProblem,
  pollDefaults,
  pollProblems,
  profileProblem,
  type Rule,
  secondsProblem,
  taskNameProblem,
  urlProblem,
} from "./rules";
import type { TaskResult } from "./taskResult";

/** The resources of this package. */
export type ResourceName = "BackgroundTask" | "InstanceTasks";

interface Property {
  /** The only resource that has it. Default: both have it. */
  readonly only?: ResourceName;
}

interface Input extends Property {
  /** Says what is wrong with a value. */
  readonly rule: Rule;
  readonly isRequired?: true;
  readonly default?: unknown;
  /** What a change does: another resource, a new wait, or only a new state. Default `"store"`. */
  readonly onChange?: "replace" | "wait" | "store";
  /** Whether it says where the task is or which account asks, as a Pulumi provider would. */
  readonly isPlace?: true;
}

/**
 * Every input. Names, checks, defaults, the difference and the saved state follow from this table.
 * The order is that of messages.
 */
const inputs: Readonly<Record<keyof BackgroundTaskInputs, Input>> = {
  instanceId: { rule: idProblem, isRequired: true, onChange: "replace" },
  taskId: { rule: idProblem, onChange: "wait", only: "BackgroundTask" },
  jobId: { rule: idProblem, onChange: "wait", only: "BackgroundTask" },
  taskName: { rule: taskNameProblem, onChange: "wait" },
  triggers: { rule: listProblem, onChange: "wait" },
  wait: { rule: booleanProblem, default: true },
  timeoutSeconds: { rule: secondsProblem, default: 3600 },
  onFailure: { rule: endingPolicyProblem, default: "error" },
  onTimeout: { rule: endingPolicyProblem, default: "error" },
  ifNone: { rule: endingPolicyProblem, default: "record" },
  region: { rule: regionProblem, onChange: "replace", isPlace: true },
  projectId: { rule: idProblem, onChange: "replace", isPlace: true },
  endpoint: { rule: urlProblem, isPlace: true },
  profile: { rule: profileProblem, isPlace: true },
  poll: { rule: pollProblems, default: pollDefaults },
};

/** Every output that is not only an input. */
const outputs: Readonly<Record<keyof TaskResult | "tasks", Property>> = {
  taskId: { only: "BackgroundTask" },
  taskName: { only: "BackgroundTask" },
  status: {},
  progress: {},
  tasks: { only: "InstanceTasks" },
  remainTime: { only: "BackgroundTask" },
  stepDetails: { only: "BackgroundTask" },
  omittedDetails: { only: "BackgroundTask" },
  startedAt: { only: "BackgroundTask" },
  finishedAt: { only: "BackgroundTask" },
  attempts: {},
};

/** Each input with what is known of it. */
export const inputEntries: readonly (readonly [name: string, input: Input])[] =
  Object.entries(inputs);

/** Default of each optional input that has one. */
export const inputDefaults: Readonly<Record<string, unknown>> = Object.freeze(
  Object.fromEntries(
    inputEntries.flatMap(([name, input]) => ("default" in input ? [[name, input.default]] : [])),
  ),
);

/** Names of the inputs that a resource has. */
export function inputNamesOf(resource: ResourceName): readonly string[] {
  return namesOf(inputs, resource);
}

/** Names of the outputs that a resource has beside its inputs. */
export function resultNamesOf(resource: ResourceName): readonly string[] {
  return namesOf(outputs, resource);
}

/** Inputs whose change replaces the resource. */
export const replacingInputs: readonly string[] = namesWhere(
  ({ onChange }) => onChange === "replace",
);

/** Inputs that say what is waited for: a change waits again. */
export const targetInputs: readonly string[] = namesWhere(({ onChange }) => onChange === "wait");

/** Inputs that say where the task is, or which account asks. */
export const placeInputs: readonly string[] = namesWhere(({ isPlace }) => isPlace === true);

function namesOf(table: Readonly<Record<string, Property>>, resource: ResourceName): string[] {
  const entries = Object.entries(table);
  return entries.filter(([, { only = resource }]) => only === resource).map(([name]) => name);
}

function namesWhere(isWanted: (input: Input) => boolean): string[] {
  return inputEntries.filter(([, input]) => isWanted(input)).map(([name]) => name);
}
