import * as v from "valibot";
import { SimulatorInputError, type SimulatorInput } from "../inputError";
import type { Scenario } from "./scenario";

const text = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0, "must be 0 or more"));
const requestNumber = v.pipe(v.number(), v.integer(), v.minValue(1, "requests count from 1"));

const subStep = v.strictObject({
  name: text,
  seconds,
  detail: v.optional(v.string()),
  fails: v.optional(text),
});

const step = v.pipe(
  v.strictObject({
    name: text,
    seconds: v.optional(seconds),
    fails: v.optional(text),
    healthyCode: v.optional(text),
    subSteps: v.optional(v.array(subStep)),
  }),
  v.check(
    ({ seconds, subSteps }) => seconds !== undefined || subSteps !== undefined,
    "needs seconds or subSteps",
  ),
  v.check(
    ({ seconds, subSteps = [] }) =>
      seconds === undefined || subSteps.reduce((sum, sub) => sum + sub.seconds, 0) <= seconds,
    "its subSteps take longer than its seconds",
  ),
);

const fault = v.strictObject({
  request: v.union([
    requestNumber,
    v.pipe(
      v.strictTuple([requestNumber, requestNumber]),
      v.check(([first, last]) => first <= last, "must be [first, last]"),
    ),
  ]),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  body: v.optional(v.unknown()),
  headers: v.optional(v.record(v.string(), v.string())),
  drop: v.optional(v.picklist(["before", "after"])),
  delaySeconds: v.optional(seconds),
  contentType: v.optional(text),
});

const scenarioSchema: v.GenericSchema<unknown, Scenario> = v.pipe(
  v.strictObject({
    name: text,
    taskName: v.optional(text),
    steps: v.optional(v.pipe(v.array(step), v.nonEmpty("must not be empty"))),
    answer: v.optional(v.unknown()),
    remainTime: v.optional(
      v.union([
        v.picklist(["accurate", "none", "zero", "frozen"]),
        v.strictObject({ bias: v.pipe(v.number(), v.finite(), v.minValue(0)) }),
      ]),
    ),
    stalls: v.optional(
      v.array(
        v.strictObject({
          atPercent: v.pipe(v.number(), v.minValue(0), v.ltValue(100, "must be less than 100")),
          seconds,
        }),
      ),
    ),
    createdAfterSeconds: v.optional(seconds),
    startedSecondsAgo: v.optional(seconds),
    notFoundForSeconds: v.optional(seconds),
    waitsForSeconds: v.optional(seconds),
    settlesForSeconds: v.optional(seconds),
    purgedAfterSeconds: v.optional(seconds),
    vanishesAfterSeconds: v.optional(seconds),
    timeFormat: v.optional(v.picklist(["iso", "local"])),
    faults: v.optional(v.array(fault)),
  }),
  v.check(
    ({ steps, answer }) => (steps === undefined) !== (answer === undefined),
    "needs either steps or answer",
  ),
  v.check(
    ({ createdAfterSeconds, startedSecondsAgo }) =>
      createdAfterSeconds === undefined || startedSecondsAgo === undefined,
    "createdAfterSeconds and startedSecondsAgo exclude each other",
  ),
);

/** How many invalid fields a message names; the rest are counted. */
const MOST_PROBLEMS = 20;

/**
 * Validates a scenario from a file or a program.
 *
 * @param origin - name of the source in messages, such as the file's path
 * @param options - the simulator option that it comes from
 * @throws {@link SimulatorInputError} that names the invalid fields
 */
export function parseScenario(
  value: unknown,
  origin: string,
  { option = "scenarios" }: { readonly option?: SimulatorInput } = {},
): Scenario {
  const result = v.safeParse(scenarioSchema, value);
  if (result.success) {
    return result.output;
  }
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    const problem = describe(issue);
    return path === null ? problem : `${path}: ${problem}`;
  });
  const named = problems.slice(0, MOST_PROBLEMS);
  if (problems.length > named.length) named.push(`and ${problems.length - named.length} more`);
  throw new SimulatorInputError(option, `${origin} is not a valid scenario: ${named.join("; ")}`);
}

/** An issue in the words of a scenario; the rules above have texts of their own. */
function describe(issue: v.BaseIssue<unknown>): string {
  const { message, expected, received } = issue;
  if (!message.startsWith("Invalid ")) return message;
  if (expected === "never") return "is not a field of a scenario";
  return received === "undefined" ? "is missing" : `must be ${expected}, and is ${received}`;
}
