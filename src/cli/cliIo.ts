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
  /** What was typed to run the program, for help and advice. Default `dcs-task`. */
  readonly calledAs?: string | undefined;
}

/** The part of a stream that the command line uses. */
export interface TextSink {
  write(text: string): unknown;
  /** Whether it is a terminal, which can be drawn over. */
  readonly isTTY?: boolean | undefined;
  /** Size of the terminal; it may change. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  /** Aborted when nothing can be written any more; its reason is the stream's error. */
  readonly lost?: AbortSignal | undefined;
  /** Resolves when all that was written has arrived, or is lost. Never rejects. */
  flushed?(): Promise<void>;
}

/** The name of the program in its own messages. */
export const programName = "dcs-task";

/** What to type to run the program. */
export function nameOfCall({ calledAs = programName }: CliIo): string {
  return calledAs;
}

/** Exit code for arguments that cannot be used. */
export const usageExitCode = 2;

/** How a command has ended. */
export interface Ending {
  readonly code: number;
  /**
   * What standard output is for. A `display` may be lost: the exit code stays. Without a `product`
   * the command has failed. Default `product`.
   */
  readonly output?: "display" | "product";
  /** Exit code where the reader of the product has gone, as `head` does. Default 0. */
  readonly unreadCode?: number;
}

/** A command: given its world and a place for its ending, what commander needs to know of it. */
export type CommandFactory = (io: CliIo, end: (ending: Ending) => void) => Command;

/** Whether what is written can be drawn over. */
export function canDraw({ stdout, env }: CliIo): boolean {
  return stdout.isTTY === true && env["TERM"] !== "dumb";
}

/**
 * The world of a command whose output is its product: when the output is lost, the work is aborted,
 * and nothing is said about that abort.
 */
export function forProduct(io: CliIo): CliIo {
  const { stdout, stderr, env, signal, calledAs } = io;
  const { lost } = stdout;
  if (!lost) return io;
  return {
    // Standard input is opened by the first look at it.
    get stdin() {
      return io.stdin;
    },
    stdout,
    stderr: { write: (text) => (lost.aborted ? undefined : stderr.write(text)) },
    env,
    signal: AbortSignal.any([signal, lost]),
    calledAs,
  };
}
