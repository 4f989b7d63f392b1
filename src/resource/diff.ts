import { isDeepStrictEqual } from "node:util";
import { printable } from "../printable";
import { inputDefaults, inputNames, targetNames } from "./inputs";
import { findProjectId, findRegion, type SettingsSources } from "../settings/settings";
import { givenInputs } from "./state";

/** What the engine is told of a difference; `changes` left out lets it compare the inputs itself. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * Compares the saved state with new inputs. Another instance, region or project is another
 * resource. An ending that was not recorded by choice is a change, since `up --refresh` would
 * otherwise lose it. Makes no request.
 */
export function diffState(
  olds: Properties,
  news: Properties,
  sources: Omit<SettingsSources, "inputs">,
  names = inputNames,
): Difference {
  const place: Properties = {
    instanceId: news["instanceId"],
    region: findRegion({ inputs: news, ...sources }),
    projectId: findProjectId({ inputs: news, ...sources }),
  };
  const replaces = Object.keys(place).filter(
    (name) => place[name] !== undefined && olds[name] !== undefined && place[name] !== olds[name],
  );
  if (replaces.length > 0) return { changes: true, replaces };
  if (unsettledReason(olds, news)) return { changes: true };
  const given = givenInputs(olds);
  // What an earlier version did not know yet was as it is by default.
  const before: Properties = { ...inputDefaults, ...olds, taskName: given["taskName"] };
  const compared = names.filter((name) => name in given || name in news);
  const same = compared.every((name) => isDeepStrictEqual(before[name], news[name]));
  return same ? { changes: false } : {};
}

/** Whether both are about the same task: one that was found is still the one that is looked for. */
export function isSameTarget(olds: Properties, news: Properties): boolean {
  const given = givenInputs(olds);
  const before: Properties =
    news["taskId"] === undefined ? { ...given, triggers: olds["triggers"] } : olds;
  const names = news["taskId"] === undefined ? targetNames : (["taskId", "triggers"] as const);
  return names.every((name) => isDeepStrictEqual(before[name], news[name]));
}

/**
 * Why the saved state is not to be left as it is although no input has changed: it is not success,
 * and the program has not asked to put up with it. `undefined` where it is.
 */
export function unsettledReason(olds: Properties, news: Properties): string | undefined {
  if (news["wait"] === false) return undefined;
  const { taskId, progress, status } = olds;
  const task = taskId === undefined ? "the task" : `task ${shown(taskId)}`;
  switch (status) {
    case "SUCCEEDED":
      return undefined;
    case "NONE":
      return news["ifNone"] === "error" ? "looks for the task again" : undefined;
    case "RUNNING":
      return news["onTimeout"] === "record"
        ? undefined
        : `goes on waiting for ${task}, last seen at ${shown(progress)} %`;
    default:
      return news["onFailure"] === "record"
        ? undefined
        : `${task} did not end well: ${news["taskId"] === undefined ? "change triggers" : "set another taskId"}, or onFailure "record"`;
  }
}

/** What a state holds is shown as text from outside: whoever wrote it may not write on the terminal. */
function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? printable(`${value}`) : "?";
}
