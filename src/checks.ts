import { DcsError } from "./errors";

/** What is wrong with a value, as the rest of a message that begins with its name; or `undefined`. */
export type Problem = string | undefined;

/**
 * Checks an id that becomes part of a path. Ids are 32 hex digits or dashed UUIDs today; other
 * characters are allowed if they cannot change the path.
 */
export function idProblem(value: unknown): Problem {
  if (typeof value !== "string") return "must be a string";
  if (value === "") return "must not be empty";
  if (/[^\w.-]/.test(value)) return 'must hold only letters, digits, "-", "_" and "."';
  if (/^\.+$/.test(value)) return "must not consist of dots";
  return value.length > 128 ? "must not be longer than 128 characters" : undefined;
}

/** Checks a region id: any label of a host name, since each cloud has its own regions. */
export function regionProblem(value: unknown): Problem {
  return typeof value === "string" && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)
    ? undefined
    : 'must be the id of a region, such as "cn-north-4" or "ap-southeast-1"';
}

const MAX_PORT = 65_535;

/** Checks the domain of a cloud, such as `myhuaweicloud.com`, optionally with a port. */
export function domainProblem(value: unknown): Problem {
  const [, port = "1"] =
    typeof value === "string"
      ? (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(\d{1,5}))?$/i.exec(value) ?? [undefined, "0"])
      : [undefined, "0"];
  return Number(port) > 0 && Number(port) <= MAX_PORT
    ? undefined
    : 'must be the domain of a cloud, such as "myhuaweicloud.com"';
}

/** At a lower rate, the second attempt of a request would wait for minutes without a sign of life. */
const MIN_REQUESTS_PER_SECOND = 0.1;
const MAX_REQUESTS_PER_SECOND = 10_000;

/** Checks a number of requests per second. */
export function rateProblem(value: unknown): Problem {
  const isRate =
    typeof value === "number" &&
    value >= MIN_REQUESTS_PER_SECOND &&
    value <= MAX_REQUESTS_PER_SECOND;
  return isRate ? undefined : "must be a number of requests per second from 0.1 to 10,000";
}

/** @throws {DcsError} `INVALID_INPUT` naming `property` if there is a problem */
export function assertNoProblem(property: string, problem: Problem): void {
  if (problem) throw new DcsError("INVALID_INPUT", `"${property}" ${problem}`, { property });
}
