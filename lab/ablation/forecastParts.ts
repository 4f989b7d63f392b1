import type { Change, Part } from "./part.ts";

const index = (text: string, instead: string) => inFile("index", text, instead);
const signals = (text: string, instead: string) => inFile("signals", text, instead);
const likelihood = (text: string, instead: string) => inFile("likelihood", text, instead);
const outlook = (text: string, instead: string) => inFile("outlook", text, instead);
const gap = (text: string, instead: string) => inFile("gap", text, instead);

function inFile(file: string, text: string, instead: string): Change {
  return { file: `wait/forecast/${file}.js`, text, instead };
}

/** No model at all: the gap leads to where the last straight line ends, or grows with the age. */
const RULE = `const { extrapolate, readProgress, readRemainTime } = require("../../src/wait/forecast/signals");
    const [first, last] = [history.at(0), history.at(-1)];
    const line = extrapolate(readRemainTime(history)) ?? extrapolate(readProgress(history));
    const leftMs = line ?? (last?.remainTime * 1000 || Math.sqrt(4444 * (last.at - first.at + 5000)));
    return Math.min(Math.max(leftMs, bounds.minDelayMs), bounds.maxDelayMs);`;

/** The parts of the forecast, and the simplest thing that can stand in the place of each. */
export const forecastParts: readonly Part[] = [
  {
    name: "the model: ask where the last line ends",
    changes: [index("return (0, gap_1.cheapestGap)(outlook, bounds);", RULE)],
  },
  {
    name: "history: the latest ten only",
    changes: [signals("longer.toSpliced(exports.MAX_SAMPLES / 2, 1)", "longer.slice(1)")],
  },
  {
    name: "history: the first and the latest nine",
    changes: [signals("longer.toSpliced(exports.MAX_SAMPLES / 2, 1)", "longer.toSpliced(1, 1)")],
  },
  {
    name: "history: repeated answers are kept too",
    changes: [signals("isRepeated ?", "false ?")],
  },
  {
    name: "rounding",
    changes: [signals("rounding: (deviation / left) ** 2", "rounding: 1e-9")],
  },
  {
    name: "steps in which the percentage counts",
    changes: [signals("COUNTING_STEPS.find(", "[].find(")],
  },
  {
    name: "straight line",
    changes: [signals("readings.findLast(({ log }) => log > last.log)", "undefined")],
  },
  ...[
    ["remaining time: right", "{ weight: 0.4, bias: 0.001, noise: 0.000001, drift: 0 },"],
    [
      "remaining time: constant factor",
      "{ weight: 0.2, bias: 0.4, noise: 0.000001, drift: 0.001 },",
    ],
    ["remaining time: noisy", "{ weight: 0.2, bias: 0.1, noise: 0.05, drift: 0.01 },"],
    ["remaining time: unsteady", "{ weight: 0.2, bias: 0.4, noise: 0.01, drift: 0.25 },"],
    ["percentage: one speed", "{ weight: 0.4, bias: 9, noise: 0.0001, drift: 0 },"],
    ["percentage: nearly one speed", "{ weight: 0.2, bias: 9, noise: 0.0001, drift: 0.05 },"],
    ["percentage: changing speeds", "{ weight: 0.4, bias: 9, noise: 0.0001, drift: 0.25 },"],
  ].map(([name = "", text = ""]) => ({ name, changes: [likelihood(text, "")] })),
  {
    name: "Student's distribution: a normal one",
    changes: [
      likelihood(
        "1 + (miss * miss) / (spread * DEGREES_OF_FREEDOM)",
        "Math.exp((miss * miss) / spread)",
      ),
      likelihood("(DEGREES_OF_FREEDOM + 1) * Math.log(tails)", "Math.log(tails)"),
    ],
  },
  {
    name: "signals without meaning",
    changes: [likelihood("NOISE_PROBABILITY = 0.05", "NOISE_PROBABILITY = 1e-300")],
  },
  {
    name: "signals that stall",
    changes: [likelihood("STALL_PROBABILITY = 0.05", "STALL_PROBABILITY = 0")],
  },
  {
    name: "ends near a likely one: three, not seven",
    changes: [outlook("[0.75, 0.9, 0.97, 1, 1.03, 1.1, 1.3]", "[0.9, 1, 1.1]")],
  },
  {
    name: "parts of a span: one, not six",
    changes: [gap("PARTS_PER_SPAN = 6", "PARTS_PER_SPAN = 1")],
  },
  {
    name: "fine search of the gap",
    changes: [gap("factor > FINEST_FACTOR", "false")],
  },
  {
    name: "fine search: 48 gaps instead",
    changes: [
      gap("factor > FINEST_FACTOR", "false"),
      gap("COARSE_STEPS = 12", "COARSE_STEPS = 48"),
    ],
  },
  {
    name: "queries near the end, in the cost",
    changes: [gap("QUERIES_PER_E_FOLD = 0.6", "QUERIES_PER_E_FOLD = 0")],
  },
];
