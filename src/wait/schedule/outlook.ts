import { progressBeliefs, remainTimeBeliefs } from "./belief";
import { LONGEST_MS, possibleEnds, whereSlopesEnd } from "./candidates";
import { logSum, weigh } from "./evidence";
import type { Sample } from "./sample";
import { readProgress, readRemainTime } from "./signals";

/** One possible end of the task. */
export interface Chance {
  /** Milliseconds from the latest sample. */
  readonly leftMs: number;
  readonly probability: number;
  /** Share of `probability` that rests on nothing the service said. */
  readonly blind: number;
}

/** What is expected of the end. */
export interface Outlook {
  /** Soonest first; the probabilities add up to 1. */
  readonly chances: readonly Chance[];
  /** How long the task has been known, in milliseconds, never 0: the scale when all is dark. */
  readonly ageMs: number;
}

/** A task that is new is taken to have run for so long already, in milliseconds. */
const YOUNG_MS = 5_000;
/** When nothing is known, the chance to outlast `n` times the age is 1 over `n` to this power. */
export const TAIL_EXPONENT = 0.45;
/**
 * Where the service is believed, the time left is `n` times as long with a density smaller by `n`
 * to this power: between "any second is as likely" (0) and "any order of magnitude is" (1).
 */
const GUIDED_EXPONENT = 0.75;

/** What is expected of the end after all that was seen, as Bayes has it. */
export function forecast(history: readonly Sample[], soonestMs: number): Outlook {
  const ageMs = (history.at(-1)?.at ?? 0) - (history[0]?.at ?? 0) + YOUNG_MS;
  const remain = readRemainTime(history);
  const progress = readProgress(history);
  const lastWord = remain.slice(-1).map(({ log }) => Math.exp(log) * 1000);
  const likely = [...lastWord, ...whereSlopesEnd(remain), ...whereSlopesEnd(progress)];
  const ends = possibleEnds(likely, soonestMs);
  const byRemain = weigh(ends, { readings: remain, beliefs: remainTimeBeliefs });
  const byProgress = weigh(ends, { readings: progress, beliefs: progressBeliefs });
  const blindLog = byRemain.blindLog + byProgress.blindLog;
  const logs = ends.map((leftMs, index) => {
    const allLog = (byRemain.logs[index] ?? 0) + (byProgress.logs[index] ?? 0);
    const width = Math.log(((ends[index + 1] ?? leftMs) - (ends[index - 1] ?? 0)) / 2);
    return {
      guided: width + without(allLog, blindLog) + guidedPrior(leftMs + soonestMs),
      blind: width + blindLog + blindPrior(leftMs, ageMs),
    };
  });
  const total = logSum(logs.flatMap(({ guided, blind }) => [guided, blind]));
  const chances = logs.map(({ guided, blind }, index) => {
    const log = logSum([guided, blind]);
    return {
      leftMs: ends[index] ?? 0,
      probability: Math.exp(log - total),
      blind: log === -Infinity ? 1 : Math.exp(blind - log),
    };
  });
  return { chances, ageMs };
}

function guidedPrior(leftMs: number): number {
  const rest = 1 - GUIDED_EXPONENT;
  return Math.log(rest) - rest * Math.log(LONGEST_MS) - GUIDED_EXPONENT * Math.log(leftMs);
}

function blindPrior(leftMs: number, ageMs: number): number {
  return (
    Math.log(TAIL_EXPONENT) +
    TAIL_EXPONENT * Math.log(ageMs) -
    (1 + TAIL_EXPONENT) * Math.log(leftMs + ageMs)
  );
}

/** The logarithm of a difference. */
function without(log: number, partLog: number): number {
  return partLog < log ? log + Math.log1p(-Math.exp(partLog - log)) : -Infinity;
}
