import { type Belief, explain, explainAsNoise, stillDensity } from "./belief";
import { whereSlopesEnd } from "./candidates";
import type { Reading } from "./signals";

/** How well one signal is explained: logarithms of densities. */
export interface Evidence {
  /** By each of the possible ends, or whatever the end is. */
  readonly logs: readonly number[];
  /** Whatever the end is. */
  readonly blindLog: number;
}

/** Before anything was seen: that a signal says nothing of the end from the first reading on. */
const NOISE_WEIGHT = 0.05;
/** That it stands still since some reading. */
const STALL_WEIGHT = 0.05;
/** What the best end explains, over what all ends explain on average. */
const BEST_OVER_AVERAGE = 100;

/** Weighs each of the possible `ends`, in milliseconds from the latest sample, by one signal. */
export function weigh(
  ends: readonly number[],
  { readings, beliefs }: { readings: readonly Reading[]; beliefs: readonly Belief[] },
): Evidence {
  if (readings.length === 0) return { logs: ends.map(() => 0), blindLog: 0 };
  const blindLog = logSum([
    Math.log(NOISE_WEIGHT) + explainAsNoise(readings),
    Math.log(STALL_WEIGHT) + explainAsStall(readings, beliefs),
  ]);
  const guided = Math.log(1 - NOISE_WEIGHT - STALL_WEIGHT);
  return {
    logs: ends.map((leftMs) =>
      logSum([guided + explainByAll(readings, { beliefs, leftMs }), blindLog]),
    ),
    blindLog,
  };
}

/** The signal was right up to its present value, and stands still since. */
function explainAsStall(readings: readonly Reading[], beliefs: readonly Belief[]): number {
  const last = readings.at(-1);
  const start = readings.findLastIndex(({ log }) => log !== last?.log) + 1;
  const moving = readings.slice(0, start + 1);
  const sinceMs = moving.at(-1)?.agoMs ?? 0;
  const fits = whereSlopesEnd(moving).map((leftMs) =>
    explainByAll(moving, { beliefs, leftMs: leftMs - sinceMs }),
  );
  if (fits.length === 0) return -Infinity;
  const still = readings.slice(start + 1).reduce((total, reading, index) => {
    const before = readings[start + index];
    return before ? total + Math.log(stillDensity(before, reading)) : total;
  }, 0);
  return Math.max(...fits) - Math.log(BEST_OVER_AVERAGE) + still;
}

function explainByAll(
  readings: readonly Reading[],
  { beliefs, leftMs }: { beliefs: readonly Belief[]; leftMs: number },
): number {
  const logLeft = readings.map(({ agoMs }) => Math.log(Math.max(leftMs + agoMs, 1) / 1000));
  return logSum(
    beliefs.map((belief) => Math.log(belief.weight) + explain(belief, { readings, logLeft })),
  );
}

/** The logarithm of the sum of what `logs` are the logarithms of. */
export function logSum(logs: readonly number[]): number {
  let top = -Infinity;
  for (const log of logs) top = Math.max(top, log);
  if (top === -Infinity) return top;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - top);
  return top + Math.log(sum);
}
