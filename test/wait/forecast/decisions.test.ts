import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nextDelay, remember, type Sample } from "../../../src/wait/schedule";
import { forecast } from "../../../src/wait/forecast/outlook";
import { plays, usual } from "./plays";

/**
 * The decisions for some histories when the benchmark was last run. After a change on purpose, renew
 * them with `DECISIONS=write`, and run the benchmark again.
 */
const file = path.join(__dirname, "decisions.json");

interface Decision {
  /** The gap to the next query, without its random part. */
  readonly gapMs: number;
  /** The same if it might be as long as an hour. */
  readonly freeGapMs: number;
  /** Of the time that is left: the mean of its logarithm as a time, and the logarithm's deviation. */
  readonly leftMs: number;
  readonly deviation: number;
  /** Probability that no signal says anything about the end. */
  readonly blind: number;
}

function decide(samples: readonly Sample[], bounds = usual): Decision {
  const history = samples.reduce<readonly Sample[]>(remember, []);
  const { chances } = forecast(history, bounds.minDelayMs / 4);
  const mean = (of: (leftMs: number) => number) =>
    chances.reduce(
      (sum, { fromMs, toMs, guided, blind }) => sum + (guided + blind) * of((fromMs + toMs) / 2),
      0,
    );
  const log = mean(Math.log);
  return {
    gapMs: nextDelay(history, bounds, () => 0.5),
    freeGapMs: nextDelay(history, { ...bounds, maxDelayMs: 3_600_000 }, () => 0.5),
    leftMs: Math.exp(log),
    deviation: Math.sqrt(mean((leftMs) => (Math.log(leftMs) - log) ** 2)),
    blind: chances.reduce((sum, { blind }) => sum + blind, 0),
  };
}

/** To six digits: the last ones of logarithms may differ between machines. */
function rounded(decision: Decision): Record<string, number> {
  const entries = Object.entries(decision) as [string, number][];
  return Object.fromEntries(entries.map(([name, value]) => [name, Number(value.toPrecision(6))]));
}

if (process.env["DECISIONS"] === "write") {
  const entries = plays.map((play) => [play.name, rounded(decide(play.samples, play.bounds))]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}
const recorded = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, number>>;

test("there is a decision on record for each play, and no other", () => {
  expect(Object.keys(recorded)).toEqual(plays.map(({ name }) => name));
});

test.each(plays)("the schedule decides as recorded for $name", ({ name, samples, bounds }) => {
  const entries = Object.entries(decide(samples, bounds)) as [string, number][];
  const shares = entries.map(([what, value]) => [what, value / (recorded[name]?.[what] ?? NaN)]);
  const asRecorded = entries.map(([what]) => [what, expect.closeTo(1, 4) as number]);
  expect(shares).toEqual(asRecorded);
});
