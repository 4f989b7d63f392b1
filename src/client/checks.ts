import { DcsError } from "../errors";

/**
 * What is wrong with an id that goes into a path, or `undefined`. Ids are 32 hex digits or dashed
 * UUIDs today; other characters are allowed as long as they cannot change the path.
 */
export function idProblem(value: unknown): string | undefined {
  if (typeof value !== "string") return "must be a string";
  if (value === "") return "must not be empty";
  if (/[^\w.-]/.test(value)) return 'must hold only letters, digits, "-", "_" and "."';
  if (/^\.+$/.test(value)) return "must not be dots alone";
  return value.length > 128 ? "must not be longer than 128 characters" : undefined;
}

/** What is wrong with a region's name, or `undefined`. */
export function regionProblem(value: unknown): string | undefined {
  return typeof value === "string" && /^[a-z]{2}(-[a-z]{1,20}){1,4}-\d{1,3}$/.test(value)
    ? undefined
    : 'must be the id of a region, such as "cn-north-4" or "ap-southeast-1"';
}

/** What is wrong with a number of requests a second, or `undefined`. */
export function rateProblem(value: unknown): string | undefined {
  return typeof value === "number" && value > 0 && value <= 10_000
    ? undefined
    : "must be a number of requests a second above 0 and at most 10,000";
}

/** @throws {DcsError} `INVALID_INPUT` naming `property` when `problem` is given */
export function assertNoProblem(property: string, problem: string | undefined): void {
  if (problem) throw new DcsError("INVALID_INPUT", `"${property}" ${problem}`, { property });
}
