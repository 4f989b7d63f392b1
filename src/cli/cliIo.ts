import type { Command } from "commander";

/** The world of the command line, passed in so that tests need no process. */
export interface CliIo {
  /** Default: nothing to read. */
  readonly stdin?: AsyncIterable<Uint8Array | string> | undefined;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C and on termination. */
  readonly signal: AbortSignal;
}

/** The part of a stream that the command line uses. */
export interface TextSink {
  write(text: string): unknown;
  /** Whether it is a terminal, which can be drawn over. */
  readonly isTTY?: boolean | undefined;
  /** Size of the terminal; it may change. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** Exit code for arguments that cannot be used. */
export const usageExitCode = 2;

/** A command: given its world and a place for its exit code, what commander is to know of it. */
export type CommandFactory = (io: CliIo, exit: (code: number) => void) => Command;

/** Whether what is written can be drawn over. */
export function canDraw({ stdout, env }: CliIo): boolean {
  return stdout.isTTY === true && env["TERM"] !== "dumb";
}
