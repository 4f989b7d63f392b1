import { assertNoProblem, idProblem, type Problem, rateProblem, regionProblem } from "../checks";
import { DcsError } from "../errors";
import { isRecord } from "../json";
import { MAX_TIMER_MS } from "../wait/time/clock";
import type { DcsClientOptions } from "./options";

type Check = (value: unknown) => Problem;

const functionProblem: Check = (value) =>
  typeof value === "function" ? undefined : "must be a function";
const objectProblem: Check = (value) => (isRecord(value) ? undefined : "must be an object");
const textProblem: Check = (value) =>
  typeof value === "string" && value !== "" ? undefined : "must be a non-empty string";

/** The settings check URLs. The type makes a missing option a compile error. */
const checks: { readonly [option in keyof Required<DcsClientOptions>]: Check } = {
  region: regionProblem,
  projectId: idProblem,
  projectName: textProblem,
  endpoint: textProblem,
  iamEndpoint: textProblem,
  credentials: (value) => (typeof value === "function" ? undefined : objectProblem(value)),
  fetch: functionProblem,
  requestTimeoutMs: (value) =>
    typeof value === "number" && value > 0 && value <= MAX_TIMER_MS
      ? undefined
      : "must be a number of milliseconds above 0 and at most 2,147,483,647",
  requestsPerSecond: rateProblem,
  insecure: (value) => (typeof value === "boolean" ? undefined : "must be true or false"),
  now: functionProblem,
  env: objectProblem,
};

/** @throws {DcsError} `INVALID_INPUT` naming the first wrong option */
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
