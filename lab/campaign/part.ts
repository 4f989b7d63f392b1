import type { Trace } from "./playRun.ts";
import type { Finding } from "./told.ts";

/** What one process of a campaign is to play. */
export interface Part {
  readonly seeds: readonly number[];
  /** The build that is looked at. */
  readonly dist: string;
  readonly isTraced: boolean;
  /** Whether the first finding ends it. */
  readonly untilFound: boolean;
}

/** How often something was met, by its name. */
export type Counts = Record<string, number>;

/** A finding of a run, or of a process as a whole. */
export interface FoundIn extends Finding {
  readonly seed?: number | undefined;
}

/** What came of some runs. */
export interface Sum {
  requests: number;
  readonly waits: Counts;
  readonly faults: Counts;
  readonly findings: FoundIn[];
  readonly traces: Trace[];
}

export function emptySum(): Sum {
  return { requests: 0, waits: {}, faults: {}, findings: [], traces: [] };
}

export function count(counts: Counts, names: readonly string[]): void {
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
}
