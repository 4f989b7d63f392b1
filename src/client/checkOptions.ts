import { assertNoProblem, idProblem, type Problem, rateProblem, regionProblem } from "../checks";
import { DcsError } from "../errors";
import { isRecord } from "../settings/sources/json";
import type { DcsClientOptions } from "./options";

/** The longest time that a timer of Node takes, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

type Check = (value: unknown) => Problem;

const functionProblem: Check = (value) =>
  typeof value === "function" ? undefined : "must be a function";
const objectProblem: Check = (value) => (isRecord(value) ? undefined : "must be an object");
const textProblem: Check = (value) =>
  typeof value === "string" && value !== "" ? undefined : "must be a text that is not empty";

/** What each option must be; the settings check URLs. The compiler finds the one that is missing. */
const checks: { readonly [option in keyof Required<DcsClientOptions>]: Check } = {
  region: regionProblem,
  projectId: idProblem,
  projectName: textProblem,
  endpoint: textProblem,
  iamEndpoint: textProblem,
  credentials: (value) => (typeof value === "function" ? undefined : objectProblem(value)),
  fetch: functionProblem,
  requestTimeoutMs: (value) =>
    typeof value === "number" && value > 0 && value <= LONGEST_TIMER_MS
      ? undefined
      : "must be a number of milliseconds above 0 and at most 2,147,483,647",
  requestsPerSecond: rateProblem,
  insecure: (value) => (typeof value === "boolean" ? undefined : "must be true or false"),
  now: functionProblem,
  env: objectProblem,
};

/** @throws {DcsError} `INVALID_INPUT` naming the first option that is wrong */
export function checkOptions(options: unknown): void {
  if (!isRecord(options)) {
    throw new DcsError("INVALID_INPUT", "the options of a client must be an object", {
      property: "options",
    });
  }
  for (const [option, check] of Object.entries(checks)) {
    const value = options[option];
    if (value !== undefined) assertNoProblem(option, check(value));
  }
}
