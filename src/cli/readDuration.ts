import { parseDuration } from "../display/duration";
import { DcsError } from "../errors";
import { printable } from "../printable";

/**
 * Reads the value of a flag: a duration such as `1h30m`, `10m` or `90s`, or a number of seconds.
 *
 * @returns milliseconds
 * @throws {DcsError} `INVALID_INPUT` naming the flag
 */
export function readDuration(flag: string, text: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : parseDuration(text);
  if (seconds !== undefined && seconds > 0 && Number.isFinite(seconds)) return seconds * 1000;
  throw new DcsError(
    "INVALID_INPUT",
    `"${flag}" must be a duration above 0, such as 90s, 10m or 1h30m, or a number of seconds; ` +
      `it is "${printable(text)}"`,
    { property: flag },
  );
}
