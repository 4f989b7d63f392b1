// The tasks of the benchmark. A family is a way for the service to describe a task that runs for
// `durationMs`: from the time since the start it gives the percentage and the remaining time.
// Whatever is random in a family comes from the task's own generator.
import { hashed, seededRandom } from "./random.mjs";

const SHORTEST_MS = 5_000;
const LONGEST_MS = 3_600_000;

const wholeSeconds = (ms) => Math.max(0, Math.round(ms / 1000));
const wholePercent = (share) => Math.min(99, Math.max(0, Math.floor(100 * share)));

/** Linear percentage, and the remaining time times `factor(leftMs, atMs)`. */
const linear = (makeFactor) => (task) => {
  const factor = makeFactor(task);
  return (atMs) => ({
    progress: wholePercent(atMs / task.durationMs),
    remainTime: wholeSeconds((task.durationMs - atMs) * factor(atMs)),
  });
};

/** Share done, from the share of time, over steps that each have a speed of their own. */
function steppedShare({ random }, steps) {
  const draw = () => Array.from({ length: steps }, () => 0.15 - Math.log(1 - random()));
  const times = cumulative(draw());
  const shares = cumulative(draw());
  return (time) => {
    const step = Math.max(
      1,
      times.findIndex((end) => time < end),
    );
    const inStep = (time - times[step - 1]) / (times[step] - times[step - 1]);
    return shares[step - 1] + inStep * (shares[step] - shares[step - 1]);
  };
}

function cumulative(parts) {
  const total = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  return [0, ...parts.map((part) => (sum += part) / total)];
}

const stepped = (describe) => (task) => {
  const share = steppedShare(task, 3 + Math.floor(6 * task.random()));
  return (atMs) => describe(share(atMs / task.durationMs), atMs);
};

/** Goes to `peak` percent within a random share of the time, then stays there. */
const stalling = (peak) => (task) => {
  const stallMs = task.durationMs * (0.3 + 0.6 * task.random());
  return (atMs) => ({
    progress: Math.floor(peak * Math.min(1, atMs / stallMs)),
    remainTime: wholeSeconds(stallMs - atMs),
  });
};

const jumping = (size) => (task) => {
  const waits = Array.from({ length: 100 / size }, () => 0.2 - Math.log(1 - task.random()));
  const times = cumulative(waits);
  return (atMs) => ({
    progress: size * (times.filter((time) => time <= atMs / task.durationMs).length - 1),
  });
};

/** The families that the targets are set for. */
export const families = {
  accurate: linear(() => () => 1),
  noisy: linear((task) => (atMs) => 0.7 + 0.6 * hashed(task.seed, atMs)),
  "biased +50 %": linear(() => () => 1.5),
  "biased -40 %": linear(() => () => 0.6),
  steps: stepped((share) => ({ progress: wholePercent(share) })),
  "stuck at 99 %": stalling(99),
  "frozen at 30 %": (task) => {
    const remainTime = wholeSeconds(logUniform(task.random()));
    return () => ({ progress: 30, remainTime });
  },
  "10 % jumps": jumping(10),
  "remain_time 0": stepped((share) => ({ progress: wholePercent(share), remainTime: 0 })),
};

/** A linear percentage, but the remaining time is off by up to 60 %, less and less. */
const improving = (task) => {
  const error = 1.2 * task.random() - 0.6;
  return linear(() => (atMs) => 1 + error * (1 - atMs / task.durationMs))(task);
};

/** Until some moment the service knows of a part of the work only. */
const growing = (task) => {
  const [growsAtMs, knownShare] = [0.2 + 0.5 * task.random(), 0.4 + 0.3 * task.random()];
  return (atMs) => {
    const grown = atMs >= growsAtMs * task.durationMs;
    const endMs = task.durationMs * (grown ? 1 : Math.max(knownShare, growsAtMs + 0.05));
    return { progress: wholePercent(atMs / endMs), remainTime: wholeSeconds(endMs - atMs) };
  };
};

/** Two speeds; the remaining time is reckoned from the mean speed so far. */
const twoSpeeds = (task) => {
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

const coarse = (size) => (task) => (atMs) => ({
  progress: size * Math.floor((100 * atMs) / task.durationMs / size),
  remainTime: wholeSeconds((task.durationMs - atMs) * (0.9 + 0.2 * hashed(task.seed, atMs))),
});

/** Families that were written after the schedule had been settled, and that it was not tried on. */
export const unseenFamilies = {
  "improving estimate": improving,
  "work grows midway": growing,
  "two speeds, mean rate": twoSpeeds,
  "biased -80 %": linear(() => () => 0.2),
  "biased +300 %": linear(() => () => 4),
  "5 % steps, estimate": coarse(5),
};

/**
 * `count` tasks of a family: each a duration and what the service answers at a time. The durations
 * are log-uniform, one from each of `count` equal layers, so that chance does not favour a family.
 */
export function makeTasks(family, { count, seed }) {
  const describe = families[family] ?? unseenFamilies[family];
  const random = seededRandom(seed + 7919 * nameNumber(family));
  return Array.from({ length: count }, (_, layer) => {
    const durationMs = logUniform((layer + random()) / count);
    const taskSeed = Math.floor(random() * 2 ** 32);
    const running = describe({ durationMs, seed: taskSeed, random: seededRandom(taskSeed) });
    return {
      durationMs,
      seed: taskSeed,
      answer: (atMs) => (atMs >= durationMs ? undefined : running(atMs)),
    };
  });
}

function logUniform(unit) {
  return SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** unit;
}

function nameNumber(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_537, 0);
}
