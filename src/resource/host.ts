import type { Row } from "../display/progressLine";
import type { Configuration, Environment } from "../settings/settings";
import type { Clock } from "../wait/clock";

/** The row of a resource, and what the screen keeps about it. */
export interface ResourceRow extends Row {
  /** Leaves one diagnostic that stays on screen after the run. Never throws. */
  keep(severity: "info" | "warning", text: string): void;
}

/** What the life cycle needs from where it runs. The engine's side of it is in `src/pulumi`. */
export interface Host {
  /** The stack's configuration, once the engine has given it. */
  configuration(): Promise<Configuration>;
  readonly env: Environment;
  /** The row on screen of the resource with this URN. */
  row(urn: string | undefined): ResourceRow;
  /** Whether the screen is a terminal that redraws rows, and not a log. */
  readonly onTerminal: boolean;
  /** Aborts when the engine is told to stop, or is gone; for an operation that begins now. */
  readonly cancelled: AbortSignal;
  /** Recognises the engine's placeholder for a value that only the real run will know. */
  readonly isUnknown: (value: unknown) => boolean;
  readonly clock: Clock;
  /** Milliseconds since 1970 by this machine's clock. */
  now(): number;
  /** When this run of the engine began, in milliseconds since 1970 by this machine's clock. */
  runStartedAt(): number;
}
