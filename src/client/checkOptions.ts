import { idProblem, rateProblem, regionProblem } from "../checks";
import { MAX_TIMER_MS } from "../wait/time/clock";
import type { DcsClientOptions } from "./options";
import {
  assertOptions,
  booleanProblem,
  environmentProblem,
  functionProblem,
  objectProblem,
  type OptionTable,
  textProblem,
} from "../optionChecks";

/** The settings check URLs. */
const table: OptionTable<DcsClientOptions> = {
  what: "the options of a client",
  checks: {
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
    insecure: booleanProblem,
    now: functionProblem,
    env: environmentProblem,
  },
};

/** @throws {DcsError} `INVALID_INPUT` naming the first wrong option */
export function checkOptions(options: unknown): void {
  assertOptions(options, table);
}
