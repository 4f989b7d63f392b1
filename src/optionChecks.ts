import { assertNoProblem, type Problem } from "./checks";
import { DcsError } from "./errors";
import { isRecord } from "./json";

/** Checks one option; gives the rest of a message that begins with its name. */
export type Check = (value: unknown) => Problem;

/** A check for each option: the type makes a missing one a compile error. */
export type Checks<Options> = {
  readonly [option in Extract<keyof Required<Options>, string>]: Check;
};

export const functionProblem: Check = (value) =>
  typeof value === "function" ? undefined : "must be a function";
export const objectProblem: Check = (value) => (isRecord(value) ? undefined : "must be an object");
export const textProblem: Check = (value) =>
  typeof value === "string" && value !== "" ? undefined : "must be a non-empty string";
export const booleanProblem: Check = (value) =>
  typeof value === "boolean" ? undefined : "must be true or false";
export const urlProblem: Check = (value) =>
  typeof value === "string" && URL.canParse(value) && /^https?:/i.test(value)
    ? undefined
    : "must be an http(s) URL";

/** Checks environment variables, such as `process.env`. */
export const environmentProblem: Check = (value) => {
  if (!isRecord(value)) return "must be an object";
  const wrong = Object.entries(value).find(
    ([, text]) => !["string", "undefined"].includes(typeof text),
  );
  return wrong && `must hold strings only: "${wrong[0]}" is of type ${typeof wrong[1]}`;
};

/** The options of one function, and how each is checked. */
export interface OptionTable<Options> {
  /** What the options are called in messages, such as `the options of a client`. */
  readonly what: string;
  readonly checks: Checks<Options>;
  /** Options that must be given. Default: none. */
  readonly required?: readonly (keyof Checks<Options>)[];
}

/** @throws {DcsError} `INVALID_INPUT` naming the first option that is missing or wrong */
export function assertOptions<Options>(
  options: unknown,
  { what, checks, required = [] }: OptionTable<Options>,
): void {
  if (!isRecord(options)) {
    throw new DcsError("INVALID_INPUT", `${what} must be an object`, { property: "options" });
  }
  for (const name of required) {
    assertNoProblem(name, options[name] === undefined ? "is missing" : undefined);
  }
  for (const [name, check] of Object.entries<Check>(checks)) {
    const value = options[name];
    if (value !== undefined) assertNoProblem(name, check(value));
  }
}
