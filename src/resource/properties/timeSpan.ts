import { parseServiceTime } from "../../serviceTime";
import type { StepDetail } from "../../taskProgress";

/** From the earliest begin to the latest end of steps, texts as the service gives them. */
export interface TimeSpan {
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
}

/** Finds when the first step began and the last one ended, sub-steps included. */
export function findTimeSpan(steps: readonly StepDetail[]): TimeSpan {
  const details = steps.flatMap((step) => [step, ...step.subStepDetails]);
  return {
    startedAt: findBest(
      details.map(({ beginTime }) => beginTime),
      (a, b) => a < b,
    ),
    finishedAt: findBest(
      details.map(({ endTime }) => endTime),
      (a, b) => a > b,
    ),
  };
}

/** The best of the times; one that cannot be read only where none can be read. */
function findBest(
  times: readonly (string | undefined)[],
  isBetter: (a: number, b: number) => boolean,
): string | undefined {
  let best: string | undefined;
  let bestAt = NaN;
  for (const text of times) {
    if (!text) continue;
    // A time without a zone is read as UTC: only the order within one answer matters.
    const at = parseServiceTime(text);
    const isFirstReadable = Number.isNaN(bestAt) && !Number.isNaN(at);
    if (best !== undefined && !isFirstReadable && !isBetter(at, bestAt)) continue;
    best = text;
    bestAt = at;
  }
  return best;
}
