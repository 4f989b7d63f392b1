import { readFileSync } from "node:fs";
import path from "node:path";
import { bestGap, type Sample } from "../../../src/wait/forecast";
import { expectedCost } from "../../../src/wait/forecast/gap";
import {
  likelihoodOf,
  progressModels,
  remainTimeModels,
} from "../../../src/wait/forecast/likelihood";
import { forecast } from "../../../src/wait/forecast/outlook";
import { extrapolate, readProgress, readRemainTime } from "../../../src/wait/forecast/signals";

/** The numbers of the worked example in docs/decisions/forecast.md are those of the code. */
const file = path.join(__dirname, "../../../docs/decisions/forecast.md");
// Without the padding that aligns the columns.
const page = readFileSync(file, "utf8")
  .replace(/ *\| */g, "|")
  .replace(/\s+/g, " ");

const history: readonly Sample[] = [
  { at: 0, progress: 0, remainTime: 150 },
  { at: 20_000, progress: 20, remainTime: 120 },
  { at: 50_000, progress: 50, remainTime: 75 },
];
const bounds = { minDelayMs: 1_000, maxDelayMs: 60_000 };
const remain = readRemainTime(history);
const progress = readProgress(history);
const outlook = forecast(history, 250);

const tableOf = (rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `|${row.join("|")}|`).join(" ");
/** Shows only the text that is missing, not the page. */
const expectOnPage = (text: string) => {
  expect({ text, isOnPage: page.includes(text) }).toEqual({ text, isOnPage: true });
};
const seconds = (ms: number | undefined, digits = 1) => ((ms ?? NaN) / 1000).toFixed(digits);

test("the answers are those of the example", () => {
  const rows = history.map(({ at, progress: percent, remainTime = NaN }) => [
    `${at / 1000} s`,
    `${percent} %`,
    `${remainTime} s`,
  ]);
  expectOnPage(tableOf(rows));
});

test("the straight lines end where the page says", () => {
  const [byRemain, byProgress] = [remain, progress].map(extrapolate);
  expectOnPage(
    `reach zero after ${seconds(byRemain)} s (remaining time) and ${seconds(byProgress)} s (percentage)`,
  );
});

test("the likelihoods are those of the page", () => {
  const ends = [5, 40, 50, 75, 500].map((left) => left * 1000);
  const byRemain = likelihoodOf(remain, { models: remainTimeModels, ends });
  const byProgress = likelihoodOf(progress, { models: progressModels, ends });
  const twoDigits = (density = NaN) => Number(density.toPrecision(2));
  const row = (name: string, r?: number, p?: number) => [name, twoDigits(r), twoDigits(p)];
  const rows = ends.map((leftMs, index) =>
    row(`${leftMs / 1000} s`, byRemain.guided[index], byProgress.guided[index]),
  );
  expectOnPage(tableOf([...rows, row("blind", byRemain.blind, byProgress.blind)]));
});

/** Probability that the task ends between two times, in milliseconds. */
const between = (low: number, high: number, of: "guided" | "blind") =>
  outlook.chances.reduce((sum, chance) => {
    const { fromMs, toMs } = chance;
    const inside = Math.min(toMs, high) - Math.max(fromMs, low);
    return inside > 0 ? sum + (chance[of] * inside) / (toMs - fromMs) : sum;
  }, 0);

test("the probabilities are those of the page", () => {
  const limits = [0, 40_000, 48_000, 52_000, 60_000, Infinity];
  const rows = limits.slice(1).map((high, index) => {
    const low = limits[index] ?? 0;
    const name = high < Infinity ? `${low / 1000} to ${high / 1000} s` : `over ${low / 1000} s`;
    const percent = (of: "guided" | "blind") => `${(100 * between(low, high, of)).toFixed(2)} %`;
    return [name, percent("guided"), percent("blind")];
  });
  expectOnPage(tableOf(rows));
});

test("the costs are those of the page, and the best gap is between them", () => {
  const costOf = expectedCost(outlook, bounds);
  const gaps = [30, 45, 49, 51, 53, 60];
  const rows = gaps.map((gap) => [`${gap} s`, `${seconds(costOf(gap * 1000), 2)} s`]);
  expectOnPage(tableOf(rows));
  const gapMs = bestGap(history, bounds);
  expectOnPage(`The search ends at ${seconds(gapMs)} s`);
});
