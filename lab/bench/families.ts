// The tasks of the benchmark. A family is a way in which the service describes a task.
import { hashed } from "../shared/random.ts";
import {
  coarse,
  type Describe,
  jumping,
  linear,
  logUniform,
  stalling,
  stepped,
  wholePercent,
  wholeSeconds,
} from "./shapes.ts";

export type Families = Readonly<Record<string, Describe>>;

/** A percentage and a remaining time that never move. */
const frozen: Describe = (task) => {
  const remainTime = wholeSeconds(logUniform(task.random()));
  return () => ({ progress: 30, remainTime });
};

/** The families that the targets are set for. */
export const families: Families = {
  accurate: linear(() => () => 1),
  noisy: linear((task) => (atMs) => 0.7 + 0.6 * hashed(task.seed, atMs)),
  "biased +50 %": linear(() => () => 1.5),
  "biased -40 %": linear(() => () => 0.6),
  steps: stepped((share) => ({ progress: wholePercent(share) })),
  "stuck at 99 %": stalling(99),
  "frozen at 30 %": frozen,
  "10 % jumps": jumping(10),
  "remain_time 0": stepped((share) => ({ progress: wholePercent(share), remainTime: 0 })),
};

/** A linear percentage, but the remaining time is off by up to 60 %, less and less. */
const improving: Describe = (task) => {
  const error = 1.2 * task.random() - 0.6;
  return linear(() => (atMs) => 1 + error * (1 - atMs / task.durationMs))(task);
};

/** Until some moment the service knows of a part of the work only. */
const growing: Describe = (task) => {
  const [growsAtMs, knownShare] = [0.2 + 0.5 * task.random(), 0.4 + 0.3 * task.random()];
  return (atMs) => {
    const grown = atMs >= growsAtMs * task.durationMs;
    const endMs = task.durationMs * (grown ? 1 : Math.max(knownShare, growsAtMs + 0.05));
    return { progress: wholePercent(atMs / endMs), remainTime: wholeSeconds(endMs - atMs) };
  };
};

/** Two speeds; the remaining time is computed from the mean speed so far. */
const twoSpeeds: Describe = (task) => {
  const [time, share] = [0.2 + 0.6 * task.random(), 0.2 + 0.6 * task.random()];
  return (atMs) => {
    const elapsed = atMs / task.durationMs;
    const done =
      elapsed < time
        ? (share * elapsed) / time
        : share + ((1 - share) * (elapsed - time)) / (1 - time);
    const leftMs = done > 0 ? (atMs * (1 - done)) / done : 0;
    return { progress: wholePercent(done), remainTime: wholeSeconds(leftMs) };
  };
};

/** Families that were written after the schedule had been settled, and that it was not tried on. */
export const unseenFamilies: Families = {
  "improving estimate": improving,
  "work grows midway": growing,
  "two speeds, mean rate": twoSpeeds,
  "biased -80 %": linear(() => () => 0.2),
  "biased +300 %": linear(() => () => 4),
  "5 % steps, estimate": coarse(5),
};
