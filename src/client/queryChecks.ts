import { DcsError } from "../errors";
import { assertNoProblem } from "../checks";
import { isRecord } from "../json";
import type { QueryOptions, TaskWindow } from "./options";

/** For anything longer there are waits. */
const MAX_RETRIES = 100;

/**
 * Returns `value` if it is an object: a caller in plain JavaScript may pass anything.
 *
 * @throws {DcsError} `INVALID_INPUT` naming `property`
 */
export function requireObject<T>(value: T, property: string, example: string): T {
  if (typeof value === "object" && value !== null) return value;
  throw new DcsError("INVALID_INPUT", `"${property}" must be an object such as ${example}`, {
    property,
  });
}

/**
 * Checks the arguments of a function that works with a client.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the wrong argument
 */
export function checkArguments(client: unknown, options: unknown): void {
  // Not `instanceof`: the client may come from another copy of this package.
  const isClient = isRecord(client) && typeof client["showBackgroundTaskProgress"] === "function";
  assertNoProblem("client", isClient ? undefined : "must be a DcsClient");
  requireObject(options, "options", "{ signal }");
}

/** @throws {DcsError} `INVALID_INPUT` naming the wrong option */
export function checkQueryOptions(options: QueryOptions): void {
  const { signal, retries } = requireObject(options, "options", "{ retries: 2 }");
  assertNoProblem("signal", signalProblem(signal));
  assertNoProblem("retries", retriesProblem(retries));
}

/** @throws {DcsError} `INVALID_INPUT` naming the wrong time */
export function checkWindow(window: TaskWindow): void {
  const times = requireObject(window, "window", "{ startTime }");
  for (const name of ["startTime", "endTime"] as const) {
    assertNoProblem(name, timeProblem(times[name]));
  }
}

function signalProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  // Not `instanceof`: a signal may come from another realm.
  const isSignal =
    typeof value === "object" &&
    value !== null &&
    "aborted" in value &&
    typeof value.aborted === "boolean" &&
    "addEventListener" in value;
  return isSignal ? undefined : "must be an AbortSignal, such as that of an AbortController";
}

function retriesProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const isCount = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_RETRIES;
  return isCount ? undefined : `must be a whole number of retries from 0 to ${MAX_RETRIES}`;
}

function timeProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const isTime = Object.prototype.toString.call(value) === "[object Date]";
  return isTime && !Number.isNaN(Number(value)) ? undefined : "must be a valid Date";
}
