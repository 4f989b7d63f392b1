import { MEASURED_FROM_MS, MEASURED_UNTIL_MS, type ProcessFigures } from "./playFleet.ts";

/** What a fleet took, in the steady state. */
export interface FleetFigures {
  /** Requests that reached the service, per second. */
  readonly offered: number;
  /** Requests that were answered, per second. */
  readonly goodput: number;
  /** Share of requests that were answered 429, 0 to 1. */
  readonly refused: number;
  /** Waits that ended with an error. */
  readonly gaveUp: number;
  /** From the end of a task to the end of its wait, in seconds. */
  readonly meanDelay: number;
  readonly p95Delay: number;
  /** Jain's index of the answers that the processes had: 1 is the same for all. */
  readonly fairness: number;
}

export function figuresOf(all: readonly ProcessFigures[]): FleetFigures {
  const seconds = (MEASURED_UNTIL_MS - MEASURED_FROM_MS) / 1000;
  const [requests, refused] = [sumOf(all, "requests"), sumOf(all, "refused")];
  const delays = all.flatMap((one) => one.delays).sort((one, other) => one - other);
  return {
    offered: requests / seconds,
    goodput: (requests - refused) / seconds,
    refused: requests === 0 ? 0 : refused / requests,
    gaveUp: sumOf(all, "gaveUp"),
    meanDelay: delays.reduce((sum, delay) => sum + delay, 0) / delays.length / 1000,
    p95Delay: (delays[Math.floor(delays.length * 0.95)] ?? NaN) / 1000,
    fairness: fairnessOf(all.map((one) => one.requests - one.refused)),
  };
}

function sumOf(all: readonly ProcessFigures[], name: "requests" | "refused" | "gaveUp"): number {
  return all.reduce((sum, one) => sum + one[name], 0);
}

/** (sum)² / (n × sum of squares). Source: Jain, Chiu and Hawe, DEC-TR-301, 1984. */
function fairnessOf(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}
