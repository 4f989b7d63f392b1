import type { InputFailure } from "../resource/properties/validateInputs";
import { isUnknown, type Properties } from "./values";

/**
 * The plugin's words. In a schema for every language an input has one type, and no output has another
 * type under the same name: the names to look for are the list `taskNames`, which the life cycle calls
 * `taskName`.
 */
const NAMES = "taskNames";

/** Inputs in the words of the life cycle. */
export function toCoreInputs({ [NAMES]: names, ...others }: Properties): Properties {
  return { ...others, ...(names !== undefined && names !== null && { taskName: names }) };
}

/** Inputs of the life cycle in the plugin's words. */
export function toPluginInputs({ taskName, ...others }: Properties): Properties {
  if (taskName === undefined) return others;
  return { ...others, [NAMES]: isUnknown(taskName) ? taskName : [taskName].flat() };
}

/** The plugin's name of an input of the life cycle. */
export function toPluginName(name: string): string {
  return name.replace(/^taskName\b/, NAMES);
}

/** What is wrong with inputs that the life cycle would read in another way. */
export function findForeignWords({ taskName, [NAMES]: names }: Properties): InputFailure[] {
  const failures: InputFailure[] = [];
  if (taskName !== undefined && taskName !== null) {
    const reason = `"taskName" is an output: give the names to look for as "${NAMES}", a list`;
    failures.push({ property: "taskName", reason });
  }
  if (typeof names === "string" && !isUnknown(names)) {
    failures.push({ property: NAMES, reason: `"${NAMES}" must be a list such as ["EXTEND"]` });
  }
  return failures;
}

/** What the life cycle finds wrong, in the plugin's words. */
export function toPluginFailure({ property, reason }: InputFailure): InputFailure {
  return { property: toPluginName(property), reason: toPluginText(reason) };
}

/** A message of the life cycle in the plugin's words. */
export function toPluginText(text: string): string {
  return text.replace("another taskName", `other ${NAMES}`).replace(/\btaskName\b/g, NAMES);
}
