import type { ServiceReport, Taken } from "./protocol.ts";

/** The figures of one level and method. Durations in seconds unless the name says otherwise. */
export interface ScaleFigures {
  readonly waits: number;
  readonly seconds: number;
  readonly queries: number;
  readonly refused: number;
  readonly queriesPerSecond: number;
  readonly delayP95: number;
  readonly delayMax: number;
  readonly cpuPerQueryMs: number;
  /** Of a bare signed `fetch`, measured before and after. */
  readonly bareCpuPerQueryMs: number;
  readonly cpuRatio: number;
  readonly peakMb: number;
  readonly sockets: number;
  readonly loopDelayMs: number;
  readonly longestGap: number;
  /** The mean gap that the budget allows, and the longest one over it. */
  readonly budgetGap: number;
  readonly gapRatio: number;
  readonly longestWaitForTurn: number | undefined;
  readonly serviceBusy: number;
}

/** What both processes measured. */
export type Measured = Taken & ServiceReport & { readonly sockets: number };

/** `waits` counts tasks, `rps` is the budget in requests per second. */
export function figuresOf(
  measured: Measured,
  { waits, rps, bareMs }: { waits: number; rps: number; bareMs: number },
): ScaleFigures {
  const { queries, refused, seconds, peakMb, sockets, loopDelayMs, serviceBusy } = measured;
  const delays = delaysOf(measured);
  const longestGap = measured.longestGapMs / 1000;
  const cpuPerQueryMs = measured.cpuMs / queries;
  return {
    ...{ waits, seconds, queries, refused, peakMb, sockets, loopDelayMs, serviceBusy, longestGap },
    queriesPerSecond: queries / seconds,
    delayP95: delays[Math.ceil(delays.length * 0.95) - 1] ?? NaN,
    delayMax: delays.at(-1) ?? NaN,
    cpuPerQueryMs,
    bareCpuPerQueryMs: bareMs,
    cpuRatio: cpuPerQueryMs / bareMs,
    budgetGap: waits / rps,
    gapRatio: longestGap / (waits / rps),
    longestWaitForTurn: measured.lateMs === undefined ? undefined : measured.lateMs / 1000,
  };
}

/** In seconds, shortest first. */
function delaysOf({ returnedAt, endedAt }: Measured): number[] {
  return Object.entries(returnedAt)
    .map(([name, at]) => (at - (endedAt[name] ?? NaN)) / 1000)
    .sort((one, other) => one - other);
}
