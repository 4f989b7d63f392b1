// What the schedule is to reach, by what the service tells of the end.

/** The service's estimate says something: seldom right, but not without a link to the end. */
const guided = { ratio: 0.33, delay: 1, beatsTerraform: true };
/** Only the percentage moves, at changing speed. */
const percentage = { ratio: 0.45, beatsTerraform: true };
/** Nothing says anything: the delay is bounded by the ceiling of the gap. */
const dark = { ratio: 0.8, delayMax: 60 };

const targets = {
  steps: percentage,
  "remain_time 0": percentage,
  "stuck at 99 %": dark,
  "frozen at 30 %": dark,
  "10 % jumps": dark,
};

/**
 * Each target of a family with what was measured and whether that meets it. The unseen families,
 * for which none was set, are held to those of an estimate that says something.
 */
export function checkTargets(family, { own, ratio, terraform }) {
  const set = targets[family] ?? guided;
  const atMost = (name, measured, limit) =>
    limit === undefined ? [] : [{ name, measured, limit, met: measured <= limit }];
  const below = (name, key) =>
    set.beatsTerraform && terraform
      ? [{ name, measured: own[key], limit: terraform[key], met: own[key] < terraform[key] }]
      : [];
  return [
    ...atMost("cost of best peer's", ratio, set.ratio),
    ...atMost("mean delay", own.delay, set.delay),
    ...atMost("largest delay", own.delayMax, set.delayMax),
    ...below("queries of Terraform's at 10 s", "queries"),
    ...below("mean delay of Terraform's at 10 s", "delay"),
  ];
}
