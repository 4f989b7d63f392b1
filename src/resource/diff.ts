import { isDeepStrictEqual } from "node:util";
import { redact } from "../client/redact";
import { inputNames } from "./inputs";
import { findProjectId, findRegion, type SettingsSources } from "./settings";

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
  const shown = inputNames.filter((name) => isGiven(olds, name) || name in news);
  const same = shown.every((name) => isDeepStrictEqual(olds[name], news[name]));
  return same ? { changes: false } : {};
}

/**
 * Why the saved state is not to be left as it is although no input has changed: it is not success,
 * and the program has not asked to put up with it. `undefined` where it is.
 */
export function unsettledReason(olds: Properties, news: Properties): string | undefined {
  if (news["wait"] === false) return undefined;
  switch (olds["status"]) {
    case "SUCCEEDED":
    case "NONE":
      return undefined;
    case "RUNNING":
      return news["onTimeout"] === "record"
        ? undefined
        : olds["taskId"] === news["taskId"]
          ? `goes on waiting for task ${shown(olds["taskId"])}, last seen at ${shown(olds["progress"])} %`
          : "waits for another task";
    default:
      return news["onFailure"] === "record"
        ? undefined
        : `task ${shown(olds["taskId"])} did not end well: set another taskId, or onFailure "record"`;
  }
}

/** What a state holds is shown as text from outside: whoever wrote it may not write on the terminal. */
function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? redact(`${value}`) : "?";
}

function isGiven(olds: Properties, name: string): boolean {
  const given = olds["__inputs"];
  return Array.isArray(given) && given.includes(name);
}
