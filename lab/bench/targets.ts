// What the schedule is to reach, by what the service says of the end.
import type { Figures } from "./summary.ts";

interface TargetSet {
  /** Cost over that of the best peer. */
  readonly ratio: number;
  /** Mean delay in seconds. */
  readonly delay?: number;
  /** Largest delay in seconds. */
  readonly delayMax?: number;
  /** Fewer queries and less delay than Terraform's 10 s. */
  readonly beatsTerraform?: boolean;
}

/** A target with what was measured. */
export interface Target {
  readonly name: string;
  readonly measured: number;
  readonly limit: number;
  readonly met: boolean;
}

/** The service's estimate says something: seldom right, but not without a link to the end. */
const guided: TargetSet = { ratio: 0.33, delay: 1, beatsTerraform: true };
/** Only the percentage moves, at changing speed. */
const percentage: TargetSet = { ratio: 0.45, beatsTerraform: true };
/** Nothing says anything: the delay is bounded by the ceiling of the gap. */
const dark: TargetSet = { ratio: 0.8, delayMax: 60 };

const targets: Readonly<Record<string, TargetSet>> = {
  steps: percentage,
  "remain_time 0": percentage,
  "stuck at 99 %": dark,
  "frozen at 30 %": dark,
  "10 % jumps": dark,
};

/** What this package took on a family, the ratio of its cost to the best peer's, and Terraform's. */
export interface Measured {
  readonly own: Figures;
  readonly ratio: number;
  readonly terraform: Figures | undefined;
}

/**
 * Each target of a family with what was measured and whether that meets it. The unseen families,
 * for which none was set, are held to those of an estimate that says something.
 */
export function checkTargets(family: string, { own, ratio, terraform }: Measured): Target[] {
  const set = targets[family] ?? guided;
  const atMost = (name: string, [measured, limit]: readonly [number, number | undefined]) =>
    limit === undefined ? [] : [{ name, measured, limit, met: measured <= limit }];
  const below = (name: string, key: "queries" | "delay") =>
    set.beatsTerraform && terraform
      ? [{ name, measured: own[key], limit: terraform[key], met: own[key] < terraform[key] }]
      : [];
  return [
    ...atMost("cost of best peer's", [ratio, set.ratio]),
    ...atMost("mean delay", [own.delay, set.delay]),
    ...atMost("largest delay", [own.delayMax, set.delayMax]),
    ...below("queries of Terraform's at 10 s", "queries"),
    ...below("mean delay of Terraform's at 10 s", "delay"),
  ];
}
