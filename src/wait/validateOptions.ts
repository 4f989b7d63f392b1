import { DcsError } from "../errors";
import { isRecord } from "../json";
import { waitDefaults, type WaitForTaskOptions } from "./waitOptions";

/** The durations of a wait, with defaults applied, in milliseconds. */
export type Durations = Record<keyof typeof waitDefaults, number>;

/** A check of a given value, and the message if it fails. */
type Rule = readonly [isRight: (value: unknown) => boolean, reason: string];

const aFunction: Rule = [isFunction, "must be a function"];
const rules: Readonly<
  Record<Exclude<keyof WaitForTaskOptions, "poll" | keyof typeof waitDefaults>, Rule>
> = {
  confirm: aFunction,
  onProgress: aFunction,
  onTrouble: aFunction,
  onNews: aFunction,
  random: aFunction,
  // Not `instanceof`: a signal may come from another realm.
  signal: [has("addEventListener", "removeEventListener"), "must be an AbortSignal"],
  clock: [isClock, 'must have the functions "now", which returns milliseconds, and "sleep"'],
  seen: [isProgress, 'must be an answer with a list of "stepDetails"'],
  proof: [isRecord, "must be an object"],
};

/**
 * Checks every option. Undefined and null are the same as absent.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the wrong option
 */
export function validateOptions(options: WaitForTaskOptions): Durations {
  const { poll }: Readonly<Record<string, unknown>> = { ...options };
  if (!isFunction(poll)) throw invalid("poll", aFunction[1]);
  validateGiven(options);
  return validateDurations(options);
}

/**
 * Checks the options other than `poll` and the durations. Plain JavaScript may pass anything.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the wrong option
 */
export function validateGiven(options: Omit<WaitForTaskOptions, "poll">): void {
  const given: Readonly<Record<string, unknown>> = { ...options };
  for (const [name, [isRight, reason]] of Object.entries(rules)) {
    const value = given[name] ?? undefined;
    if (value !== undefined && !isRight(value)) throw invalid(name, reason);
  }
}

function validateDurations(options: WaitForTaskOptions): Durations {
  for (const name of ["timeoutMs", "minDelayMs", "maxDelayMs"] as const) {
    const value: unknown = options[name] ?? waitDefaults[name];
    if (typeof value !== "number" || !(value > 0)) {
      const shown = isRecord(value) ? "an object" : String(value);
      throw invalid(name, `must be a number of milliseconds above 0, not ${shown}`);
    }
  }
  const timeoutMs = options.timeoutMs ?? waitDefaults.timeoutMs;
  // If only one bound is given, the default of the other one yields to it.
  const maxDelayMs =
    options.maxDelayMs ?? Math.max(waitDefaults.maxDelayMs, options.minDelayMs ?? 0);
  const minDelayMs = options.minDelayMs ?? Math.min(waitDefaults.minDelayMs, maxDelayMs);
  if (minDelayMs > maxDelayMs) {
    throw invalid("minDelayMs", `(${minDelayMs}) must not exceed "maxDelayMs" (${maxDelayMs})`);
  }
  return { timeoutMs, minDelayMs, maxDelayMs };
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function has(...names: readonly string[]): (value: unknown) => boolean {
  return (value) => isRecord(value) && names.every((name) => isFunction(value[name]));
}

function isClock(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { now, sleep } = value;
  return typeof now === "function" && isFunction(sleep) && Number.isFinite(now.call(value));
}

function isProgress(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value["stepDetails"]);
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}
