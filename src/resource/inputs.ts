import { idProblem, regionProblem } from "../checks";
import { parseDuration } from "../display/duration";

/** Bounds of the gap between two queries. */
export interface PollBounds {
  /** Seconds. Default 1. */
  readonly minSeconds: number;
  /** Seconds. Default 60. */
  readonly maxSeconds: number;
}

/** What to do with an ending that is not success: fail, or succeed and say so in `status`. */
export type EndingPolicy = "error" | "record";

/** The inputs of a `BackgroundTask`, complete. Those of `InstanceTasks` are the same without the ids. */
export interface BackgroundTaskInputs {
  readonly instanceId: string;
  readonly taskId?: string;
  readonly jobId?: string;
  readonly taskName?: string | readonly string[];
  readonly triggers?: readonly unknown[];
  readonly wait: boolean;
  readonly timeoutSeconds: number;
  readonly onFailure: EndingPolicy;
  readonly onTimeout: EndingPolicy;
  readonly ifNone: EndingPolicy;
  readonly poll: PollBounds;
  readonly region?: string;
  readonly projectId?: string;
  readonly endpoint?: string;
  readonly profile?: string;
  /** The resource's URN, for its row on screen. Not shown to users. */
  readonly __urn?: string;
  /** `opts.customTimeouts`, which the engine does not pass on. Not shown to users. */
  readonly __timeouts?: CustomTimeouts;
}

/** As in Pulumi's resource options: durations such as `30m`. */
export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
}

type InputDefaults = Pick<
  BackgroundTaskInputs,
  "wait" | "timeoutSeconds" | "onFailure" | "onTimeout" | "ifNone" | "poll"
>;

/** Defaults of the optional inputs. */
export const inputDefaults: InputDefaults = Object.freeze({
  wait: true,
  timeoutSeconds: 3600,
  onFailure: "error",
  onTimeout: "error",
  ifNone: "record",
  poll: Object.freeze({ minSeconds: 1, maxSeconds: 60 }),
});

/** One thing that is wrong, on the property where it is. */
export interface InputFailure {
  readonly property: string;
  readonly reason: string;
}

type Problem = string | undefined;
type IsUnknown = (value: unknown) => boolean;
type Rule = (value: unknown, isUnknown: IsUnknown) => Problem;

const endingPolicy: Rule = (value) =>
  value === "error" || value === "record" ? undefined : 'must be "error" or "record"';

const rules: Readonly<Record<string, Rule>> = {
  instanceId: idProblem,
  taskId: idProblem,
  jobId: idProblem,
  taskName: taskNameProblem,
  triggers: (value) => (Array.isArray(value) ? undefined : "must be a list"),
  wait: (value) => (typeof value === "boolean" ? undefined : "must be true or false"),
  timeoutSeconds: (value) => secondsProblem(value),
  onFailure: endingPolicy,
  onTimeout: endingPolicy,
  ifNone: endingPolicy,
  region: regionProblem,
  projectId: idProblem,
  endpoint: (value) =>
    typeof value === "string" && /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(value)
      ? undefined
      : "must be a URL such as https://dcs.cn-north-4.myhuaweicloud.com",
  profile: (value) =>
    typeof value === "string" && /^[^\p{Cc}]{1,128}$/u.test(value)
      ? undefined
      : "must be the name of a profile",
};

/** Names of the inputs of a `BackgroundTask` that users see. */
export const inputNames: readonly string[] = [...Object.keys(rules), "poll"];

/** Names of the inputs of `InstanceTasks` that users see. */
export const instanceTasksInputNames: readonly string[] = inputNames.filter(
  (name) => name !== "taskId" && name !== "jobId",
);

/** Inputs that say what is waited for: a change of one waits again. */
export const targetNames = ["taskId", "jobId", "taskName", "triggers"] as const;

/** Which inputs make no sense beside another one, and what to do. */
const conflicts: readonly (readonly [
  given: "jobId" | "taskName" | "ifNone",
  beside: string,
  advice: string,
])[] = [
  ["jobId", "taskId", "give the one that the operation returned"],
  ["taskName", "taskId", "the id alone names the task"],
  ["taskName", "jobId", "the job alone names the task"],
  ["ifNone", "taskId", "it is for a task that is looked for by name, or not named"],
  ["ifNone", "jobId", "it is for a task that is looked for by name, or not named"],
];

/**
 * Finds every problem at once. Values that are not known yet, which only a preview has, pass.
 *
 * @param isUnknown tells the engine's placeholder for such a value
 * @param names the inputs that the resource has
 */
export function validateInputs(
  news: Readonly<Record<string, unknown>>,
  isUnknown: IsUnknown,
  names: readonly string[] = inputNames,
): InputFailure[] {
  const failures: InputFailure[] = [];
  const report = (property: string, problem: Problem) => {
    if (problem) failures.push({ property, reason: `"${property}" ${problem}` });
  };
  const isGiven = (property: string) => news[property] !== undefined && news[property] !== null;
  for (const [property, rule] of Object.entries(rules)) {
    const value = news[property];
    if (isUnknown(value) || !names.includes(property)) continue;
    if (isGiven(property)) report(property, rule(value, isUnknown));
    else if (property === "instanceId") report(property, "is required");
  }
  for (const [property, beside, advice] of conflicts) {
    if (!isGiven(property) || !isGiven(beside) || !names.includes(beside)) continue;
    // A default changes nothing: check itself fills it in, and ignoreChanges gives it back.
    if (property === "ifNone" && news[property] === inputDefaults.ifNone) continue;
    report(property, `cannot be set together with "${beside}": ${advice}`);
  }
  for (const [property, problem] of pollProblems(news["poll"], isUnknown))
    report(property, problem);
  for (const [operation, text] of Object.entries(news["__timeouts"] ?? {})) {
    if (isUnknown(text) || (typeof text === "string" && parseDuration(text))) continue;
    report(`customTimeouts.${operation}`, 'must be a duration above zero, such as "30m"');
  }
  for (const property of Object.keys(news)) {
    if (property.startsWith("__") || names.includes(property)) continue;
    report(property, `is not an input; the inputs are ${names.join(", ")}`);
  }
  return failures;
}

/** Fills in the defaults. What is null counts as not given; what is wrong is left as it is. */
export function withDefaults(news: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.fromEntries(
    Object.entries(news).filter(([, value]) => value !== null && value !== undefined),
  );
  const poll =
    typeof given["poll"] === "object" ? { ...inputDefaults.poll, ...given["poll"] } : given["poll"];
  return { ...inputDefaults, ...given, poll: poll ?? { ...inputDefaults.poll } };
}

function taskNameProblem(value: unknown, isUnknown: IsUnknown): Problem {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isName = (name: unknown) => isUnknown(name) || (typeof name === "string" && name !== "");
  return names.length > 0 && names.every(isName)
    ? undefined
    : 'must be a name such as "EXTEND", or a list of at least one';
}

function secondsProblem(value: unknown): Problem {
  if (typeof value !== "number" || Number.isNaN(value)) return "must be a number of seconds";
  return value > 0 && value <= 31_536_000 ? undefined : "must be above 0 and at most a year";
}

function* pollProblems(poll: unknown, isUnknown: IsUnknown): Iterable<[string, Problem]> {
  if (poll === undefined || poll === null || isUnknown(poll)) return;
  if (typeof poll !== "object" || Array.isArray(poll)) {
    yield ["poll", "must be an object with minSeconds and maxSeconds"];
    return;
  }
  for (const [name, value] of Object.entries(poll)) {
    if (!Object.hasOwn(inputDefaults.poll, name)) yield [`poll.${name}`, "is not an input"];
    else if (!isUnknown(value)) yield [`poll.${name}`, secondsProblem(value)];
  }
  const { minSeconds, maxSeconds }: PollBounds = { ...inputDefaults.poll, ...poll };
  const areNumbers = typeof minSeconds === "number" && typeof maxSeconds === "number";
  if (areNumbers && minSeconds > maxSeconds) {
    yield [
      "poll",
      `has minSeconds (${minSeconds}), which must not exceed maxSeconds (${maxSeconds})`,
    ];
  }
}
