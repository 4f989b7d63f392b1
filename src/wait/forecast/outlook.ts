import { type Likelihood, likelihoodOf, progressModels, remainTimeModels } from "./likelihood";
import { extrapolate, readProgress, readRemainTime, type Sample } from "./signals";

/** A span of time in which the task may end. The probabilities of all spans add up to 1. */
export interface Chance {
  /** Milliseconds after the latest sample. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Probability that the task ends here and at least one signal follows the time left. */
  readonly guided: number;
  /** Probability that the task ends here and no signal says anything about it. */
  readonly blind: number;
}

/** What is known about the end. */
export interface Outlook {
  /** Without gaps, soonest first. */
  readonly chances: readonly Chance[];
  /** How long the task has been watched, in milliseconds, never 0: the time scale without a signal. */
  readonly ageMs: number;
}

/** No task is expected to last longer than 10 days. */
export const LONGEST_TASK_MS = 10 * 86_400_000;
/** How long a task is taken to have run when it is first seen. */
const FIRST_SEEN_AGE_MS = 5_000;
/** Without a signal, the probability to last `n` times the age is 1/n to this power. */
export const BLIND_TAIL_EXPONENT = 0.45;
/**
 * With a signal, the prior density falls with the time left to this power: between "each second is
 * equally likely" (0) and "each order of magnitude is" (1).
 */
const GUIDED_PRIOR_EXPONENT = 0.75;

/** Possible ends from the soonest to the latest, evenly spaced in their logarithm. */
const COARSE_ENDS = 22;
/** Ends around a likely one, as multiples of its time left. */
const NEAR_LIKELY_END = [0.75, 0.9, 0.97, 1, 1.03, 1.1, 1.3];

/** Bayes' rule: where the end is, given everything the service has said. */
export function forecast(history: readonly Sample[], soonestMs: number): Outlook {
  const ageMs = (history.at(-1)?.at ?? 0) - (history[0]?.at ?? 0) + FIRST_SEEN_AGE_MS;
  const remain = readRemainTime(history);
  const progress = readProgress(history);
  const estimates = remain.slice(-1).map(({ log }) => Math.exp(log) * 1000);
  const likely = [...estimates, extrapolate(remain) ?? [], extrapolate(progress) ?? []].flat();
  const ends = possibleEnds(likely, soonestMs);
  const { guided, blind } = together(
    likelihoodOf(remain, { models: remainTimeModels, ends }),
    likelihoodOf(progress, { models: progressModels, ends }),
  );
  const weights = ends.map((leftMs, index) => {
    const fromMs = ((ends[index - 1] ?? 0) + leftMs) / 2;
    const toMs = (leftMs + (ends[index + 1] ?? leftMs)) / 2;
    return {
      fromMs,
      toMs,
      guided: (toMs - fromMs) * guidedPrior(leftMs) * (guided[index] ?? 0),
      blind: (toMs - fromMs) * blindPrior(leftMs, ageMs) * blind,
    };
  });
  return { chances: normalize(weights), ageMs };
}

/** A coarse grid over everything that is possible, and a fine one around each likely end. */
export function possibleEnds(likely: readonly number[], soonestMs: number): readonly number[] {
  const ratio = (LONGEST_TASK_MS / soonestMs) ** (1 / (COARSE_ENDS - 1));
  const coarse = Array.from({ length: COARSE_ENDS }, (_, index) => soonestMs * ratio ** index);
  const near = likely.flatMap((leftMs) => NEAR_LIKELY_END.map((share) => leftMs * share));
  const possible = near.filter((leftMs) => leftMs >= soonestMs && leftMs <= LONGEST_TASK_MS);
  return [...coarse, ...possible].sort((one, other) => one - other);
}

/** The likelihood of two independent signals: guided if at least one of them is. */
function together(one: Likelihood, other: Likelihood): Likelihood {
  const guided = one.guided.map((density, index) => {
    const otherDensity = other.guided[index] ?? 0;
    return density * (otherDensity + other.blind) + one.blind * otherDensity;
  });
  return { guided, blind: one.blind * other.blind };
}

function guidedPrior(leftMs: number): number {
  const rest = 1 - GUIDED_PRIOR_EXPONENT;
  return (rest * (leftMs / LONGEST_TASK_MS) ** rest) / leftMs;
}

function blindPrior(leftMs: number, ageMs: number): number {
  const survival = (ageMs / (leftMs + ageMs)) ** BLIND_TAIL_EXPONENT;
  return (BLIND_TAIL_EXPONENT * survival) / (leftMs + ageMs);
}

function normalize(weights: readonly Chance[]): readonly Chance[] {
  const total = weights.reduce((sum, { guided, blind }) => sum + guided + blind, 0);
  return weights.map(({ fromMs, toMs, guided, blind }) => ({
    fromMs,
    toMs,
    guided: guided / total,
    blind: blind / total,
  }));
}
