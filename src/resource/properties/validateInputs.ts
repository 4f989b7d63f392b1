import type { Rule } from "./rules";
import { inputDefaults, inputEntries, inputNamesOf, type ResourceName } from "./table";

/** One thing that is wrong, on the property where it is. */
export interface InputFailure {
  readonly property: string;
  readonly reason: string;
}

/** Pairs of inputs that exclude each other, and what to do. */
const conflicts: readonly (readonly [given: string, beside: string, advice: string])[] = [
  ["jobId", "taskId", "give the one that the operation returned"],
  ["taskName", "taskId", "the id alone names the task"],
  ["taskName", "jobId", "the job alone names the task"],
  ["ifNone", "taskId", "it is for a task that is looked for by name, or not named"],
  ["ifNone", "jobId", "it is for a task that is looked for by name, or not named"],
];

/**
 * Finds every problem at once. A value that is not known yet, as in a preview, has none.
 *
 * @param isUnknown - recognises the engine's placeholder for such a value
 * @param resource - whose inputs they are
 */
export function validateInputs(
  news: Readonly<Record<string, unknown>>,
  isUnknown: (value: unknown) => boolean,
  resource: ResourceName = "BackgroundTask",
): InputFailure[] {
  const names = inputNamesOf(resource);
  const isGiven = (name: string) => news[name] !== undefined && news[name] !== null;
  const ofValues = inputEntries.flatMap(([name, { rule, isRequired }]) => {
    if (isUnknown(news[name]) || !names.includes(name)) return [];
    if (isGiven(name)) return toFailures(name, rule(news[name], isUnknown));
    return isRequired ? toFailures(name, "is required") : [];
  });
  // What is not known yet may turn out to be absent.
  const isSet = (name: string) => isGiven(name) && !isUnknown(news[name]);
  const ofPairs = conflicts
    .filter(([given, beside]) => isSet(given) && isSet(beside) && names.includes(beside))
    // Check itself fills in this default, and ignoreChanges passes it back.
    .filter(([given]) => given !== "ifNone" || news[given] !== inputDefaults[given])
    .flatMap(([given, beside, advice]) =>
      toFailures(given, `cannot be set together with "${beside}": ${advice}`),
    );
  const ofNames = Object.keys(news)
    .filter((name) => !names.includes(name))
    .flatMap((name) => toFailures(name, `is not an input; the inputs are ${names.join(", ")}`));
  return [...ofValues, ...ofPairs, ...ofNames];
}

function toFailures(name: string, found: ReturnType<Rule>): InputFailure[] {
  if (found === undefined) return [];
  const problems = typeof found === "string" ? [{ path: "", problem: found }] : found;
  return problems.map(({ path, problem }) => {
    const property = name + path;
    return { property, reason: `"${property}" ${problem}` };
  });
}
