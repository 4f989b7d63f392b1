import { DcsError } from "../../errors";
import type { ConnectionFlags } from "../connect";
import { readDuration } from "../readDuration";

/** The flags of `dcs-task wait`, as commander reads them. */
export interface WaitFlags extends ConnectionFlags {
  readonly name?: readonly string[];
  readonly all?: true;
  readonly appear?: string;
  readonly timeout: string;
  readonly format: "text" | "json" | "markdown";
  readonly json?: true;
}

/** Flags that choose tasks. */
export const choosingFlags = ["--name", "--all", "--appear"] as const;

/** The durations of the flags, in milliseconds. */
export interface WaitTimes {
  readonly timeoutMs: number;
  readonly appearMs: number | undefined;
}

/**
 * Checks flags that commander cannot check.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the flag
 */
export function readWaitFlags(flags: WaitFlags, taskId: string | undefined): WaitTimes {
  const { name, all, appear, timeout } = flags;
  const given = { "--name": name, "--all": all, "--appear": appear };
  const extra = choosingFlags.find((flag) => given[flag] !== undefined);
  if (taskId !== undefined && extra !== undefined) {
    throw new DcsError(
      "INVALID_INPUT",
      `"${extra}" chooses a task, but a task id is given: leave one of them out`,
      { property: extra },
    );
  }
  if (name?.includes("")) {
    const reason = '"--name" must not be empty: give a value, or leave it out';
    throw new DcsError("INVALID_INPUT", reason, { property: "--name" });
  }
  return {
    timeoutMs: readDuration("--timeout", timeout),
    appearMs: appear === undefined ? undefined : readDuration("--appear", appear),
  };
}
