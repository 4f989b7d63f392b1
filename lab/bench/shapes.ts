// Ways in which a service describes a task while it runs.
import { hashed } from "../shared/random.ts";

/** What the service says of a running task; a remaining time that it leaves out is absent. */
export interface Answer {
  readonly progress: number;
  readonly remainTime?: number;
}

/** What a task's description is made from; whatever is random in it comes from `random`. */
export interface Traits {
  readonly durationMs: number;
  readonly seed: number;
  readonly random: () => number;
}

/** Gives the answer at a time since the start. */
export type Describe = (task: Traits) => (atMs: number) => Answer;

const SHORTEST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** A duration; each order of magnitude is as likely. */
export function logUniform(unit: number): number {
  return SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** unit;
}

export function wholeSeconds(ms: number): number {
  return Math.max(0, Math.round(ms / 1000));
}

export function wholePercent(share: number): number {
  return Math.min(99, Math.max(0, Math.floor(100 * share)));
}

/** Linear percentage, and the remaining time times a factor, which may depend on the time. */
export function linear(makeFactor: (task: Traits) => (atMs: number) => number): Describe {
  return (task) => {
    const factor = makeFactor(task);
    return (atMs) => ({
      progress: wholePercent(atMs / task.durationMs),
      remainTime: wholeSeconds((task.durationMs - atMs) * factor(atMs)),
    });
  };
}

/** Several steps that each have a speed of their own. */
export function stepped(describe: (share: number) => Answer): Describe {
  return (task) => {
    const share = steppedShare(task.random, 3 + Math.floor(6 * task.random()));
    return (atMs) => describe(share(atMs / task.durationMs));
  };
}

/** Share done, from the share of time. */
function steppedShare(random: () => number, steps: number): (time: number) => number {
  const draw = () => Array.from({ length: steps }, () => 0.15 - Math.log(1 - random()));
  const times = cumulative(draw());
  const shares = cumulative(draw());
  return (time) => {
    const end = Math.max(
      1,
      times.findIndex((each) => time < each),
    );
    const [from, to] = [times[end - 1] ?? 0, times[end] ?? 1];
    const [done, due] = [shares[end - 1] ?? 0, shares[end] ?? 1];
    return done + ((time - from) / (to - from)) * (due - done);
  };
}

function cumulative(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  return [0, ...parts.map((part) => (sum += part) / total)];
}

/** Goes to `peak` percent within a random share of the time, then stays there. */
export function stalling(peak: number): Describe {
  return (task) => {
    const stallMs = task.durationMs * (0.3 + 0.6 * task.random());
    return (atMs) => ({
      progress: Math.floor(peak * Math.min(1, atMs / stallMs)),
      remainTime: wholeSeconds(stallMs - atMs),
    });
  };
}

/** Jumps of `size` percent at uneven times, without a remaining time. */
export function jumping(size: number): Describe {
  return (task) => {
    const waits = Array.from({ length: 100 / size }, () => 0.2 - Math.log(1 - task.random()));
    const times = cumulative(waits);
    return (atMs) => ({
      progress: size * (times.filter((time) => time <= atMs / task.durationMs).length - 1),
    });
  };
}

/** Even jumps of `size` percent, and a remaining time that is off by up to 10 %. */
export function coarse(size: number): Describe {
  return (task) => (atMs) => ({
    progress: size * Math.floor((100 * atMs) / task.durationMs / size),
    remainTime: wholeSeconds((task.durationMs - atMs) * (0.9 + 0.2 * hashed(task.seed, atMs))),
  });
}
