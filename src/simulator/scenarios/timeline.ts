import type { Scenario, StepScript } from "./scenario";

/** Start and end of a step or sub-step, in milliseconds of work. */
export interface Span {
  readonly name: string;
  readonly beginMs: number;
  readonly endMs: number;
  readonly detail?: string | undefined;
  readonly fails?: string | undefined;
  readonly healthyCode?: string | undefined;
  readonly subSpans: readonly Span[];
}

interface Pause {
  readonly atMs: number;
  readonly lengthMs: number;
}

/** A scenario on two axes: work, which the percentage measures, and time, which is work plus stalls. */
export interface Timeline {
  readonly spans: readonly Span[];
  readonly totalMs: number;
  /** The amount of work at the end: the total, or that at the failure. */
  readonly lastWorkMs: number;
  readonly failure?: { readonly code: string; readonly reason: string } | undefined;
  readonly pauses: readonly Pause[];
}

/** Lays out the steps of a scenario; `speed` divides every duration. */
export function layOut(scenario: Scenario, speed: number): Timeline {
  const toMs = (seconds: number): number => Math.round((seconds * 1000) / speed);
  const spans: Span[] = [];
  let totalMs = 0;
  for (const step of scenario.steps ?? []) {
    const span = stepSpan(step, totalMs, toMs);
    spans.push(span);
    totalMs = span.endMs;
  }
  const failing = spans
    .flatMap((step) => [...step.subSpans, step])
    .find(({ fails }) => fails !== undefined);
  return {
    spans,
    totalMs,
    lastWorkMs: failing?.endMs ?? totalMs,
    failure:
      failing?.fails === undefined
        ? undefined
        : { code: failing.fails, reason: `${failing.name} failed` },
    pauses: [...(scenario.stalls ?? [])]
      .sort((a, b) => a.atPercent - b.atPercent)
      // Rounded up, so that the percentage shown during the stall is the one that was asked for.
      .map(({ atPercent, seconds }) => ({
        atMs: Math.ceil((totalMs * atPercent) / 100),
        lengthMs: toMs(seconds),
      })),
  };
}

/** The work done after `ms` of time: stalls take time and do no work. */
export function workAfter({ pauses, lastWorkMs }: Timeline, timeMs: number): number {
  let workMs = Math.max(0, timeMs);
  for (const { atMs, lengthMs } of pauses) {
    if (workMs > atMs) {
      workMs = Math.max(atMs, workMs - lengthMs);
    }
  }
  return Math.min(workMs, lastWorkMs);
}

/** The time at which an amount of work is reached: the inverse of {@link workAfter}. */
export function timeOf({ pauses }: Timeline, workMs: number): number {
  const standing = pauses.filter(({ atMs }) => atMs < workMs);
  return standing.reduce((timeMs, { lengthMs }) => timeMs + lengthMs, workMs);
}

/** Percent of the work, an integer; 100 only when all of it is done. */
export function percentOf({ totalMs }: Timeline, workMs: number): number {
  return totalMs === 0 ? 100 : Math.floor((workMs * 100) / totalMs);
}

function stepSpan(step: StepScript, beginMs: number, toMs: (seconds: number) => number): Span {
  const subSpans: Span[] = [];
  let atMs = beginMs;
  for (const { name, seconds, detail, fails } of step.subSteps ?? []) {
    const endMs = atMs + toMs(seconds);
    subSpans.push({ name, beginMs: atMs, endMs, detail, fails, subSpans: [] });
    atMs = endMs;
  }
  const { name, seconds, fails, healthyCode } = step;
  const endMs = seconds === undefined ? atMs : Math.max(atMs, beginMs + toMs(seconds));
  return { name, beginMs, endMs, fails, healthyCode, subSpans };
}
