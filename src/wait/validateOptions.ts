import { DcsError } from "../errors";
import { waitDefaults, type WaitForTaskOptions } from "./waitOptions";

/** The durations of a wait with their defaults, in milliseconds. */
export type Durations = Record<keyof typeof waitDefaults, number>;

/** What a given value must pass, and what is said of one that does not. */
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
  // By its shape: a signal may be of another realm.
  signal: [has("addEventListener"), "must be an AbortSignal"],
  clock: [has("now", "sleep"), 'must have the functions "now" and "sleep"'],
  seen: [isProgress, 'must be an answer with a list of "stepDetails"'],
  proof: [isObject, "must be an object"],
};

/**
 * Checks every option before anything is asked. Undefined and null are the same as absent.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the option that is wrong
 */
export function validateOptions(options: WaitForTaskOptions): Durations {
  const { poll }: Readonly<Record<string, unknown>> = { ...options };
  if (!isFunction(poll)) throw invalid("poll", aFunction[1]);
  validateGiven(options);
  return validateDurations(options);
}

/**
 * Checks those options that are neither `poll` nor durations. Plain JavaScript may pass anything.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the option that is wrong
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
      throw invalid(name, `must be a number of milliseconds above 0, not ${String(value)}`);
    }
  }
  const timeoutMs = options.timeoutMs ?? waitDefaults.timeoutMs;
  // Where one bound alone is given, the other's default makes room for it.
  const maxDelayMs =
    options.maxDelayMs ?? Math.max(waitDefaults.maxDelayMs, options.minDelayMs ?? 0);
  const minDelayMs = options.minDelayMs ?? Math.min(waitDefaults.minDelayMs, maxDelayMs);
  if (minDelayMs > maxDelayMs) {
    throw invalid("minDelayMs", `(${minDelayMs}) must not be above "maxDelayMs" (${maxDelayMs})`);
  }
  return { timeoutMs, minDelayMs, maxDelayMs };
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function has(...names: readonly string[]): (value: unknown) => boolean {
  return (value) => isObject(value) && names.every((name) => isFunction(value[name]));
}

function isProgress(value: unknown): boolean {
  return isObject(value) && Array.isArray(value["stepDetails"]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}
