import type { Command } from "commander";
import type { Clock } from "../wait/time/clock";

/** Everything outside the program that a command uses, passed in so that tests need no process. */
export interface CliIo {
  /** Opens standard input. Default: it is empty. */
  readonly stdin?: (() => AsyncIterable<Uint8Array | string>) | undefined;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborted by SIGINT (Ctrl-C) and SIGTERM. */
  readonly signal: AbortSignal;
  /** The command that starts the program, for help and advice. Default `dcs-task`. */
  readonly calledAs?: string | undefined;
}

/** The part of a stream that the command line uses. */
export interface TextSink {
  write(text: string): unknown;
  /** Writes a line that GitHub Actions obeys, which `write` prevents; only in one of its jobs. */
  writeCommand?(line: string): unknown;
  /** Default: it is no terminal. */
  readonly terminal?: Terminal | undefined;
  /** Aborted after the first write error, with that error as its reason. */
  readonly lost?: AbortSignal | undefined;
  /** Resolves when everything written has been flushed or has failed. Never rejects. */
  flushed?(): Promise<void>;
}

/** What a stream knows of its terminal. The size can change while a command runs. */
export interface Terminal {
  /** Default: false. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** The name of the program in its own messages. */
export const programName = "dcs-task";

/** The command that starts the program. */
export function nameOfCall({ calledAs = programName }: CliIo): string {
  return calledAs;
}

/** Exit code for invalid arguments. */
export const usageExitCode = 2;

/** How a command ended. */
export interface Ending {
  readonly code: number;
  /**
   * What standard output is for. If a `display` cannot be written, the exit code stays as it is; if
   * a `product` cannot be written, the command has failed. Default `product`.
   */
  readonly output?: "display" | "product";
  /** Exit code if the reader closes the pipe early, as `head` does. Default 0. */
  readonly unreadCode?: number;
}

/** Creates a command of commander; the command reports its result through `end`. */
export type CommandFactory = (io: CliIo, end: (ending: Ending) => void) => Command;

/** Whether standard output can move its cursor, so that lines can be redrawn. */
export function canDraw({ stdout, env }: CliIo): boolean {
  return stdout.terminal?.isTTY === true && env["TERM"] !== "dumb";
}

/**
 * The `CliIo` of a command whose output is its product: if the output cannot be written, the work is
 * aborted, and the abort itself is not reported.
 */
export function forProduct(io: CliIo): CliIo {
  const { stderr, signal } = io;
  const { lost } = io.stdout;
  if (!lost) return io;
  const write = (text: string) => (lost.aborted ? undefined : stderr.write(text));
  return { ...io, stderr: { ...stderr, write }, signal: AbortSignal.any([signal, lost]) };
}
