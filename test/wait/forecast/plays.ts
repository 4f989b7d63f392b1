import type { DelayBounds, Sample } from "../../../src/wait/schedule";

/** Answers of the service, and the bounds of the gap after them. */
export interface Play {
  readonly name: string;
  readonly samples: readonly Sample[];
  readonly bounds?: DelayBounds;
}

export const usual: DelayBounds = { minDelayMs: 1_000, maxDelayMs: 60_000 };

type Answer = (seconds: number) => Omit<Sample, "at">;

const asked = (answer: Answer, ...seconds: readonly number[]): readonly Sample[] =>
  seconds.map((at) => ({ at: at * 1000, ...answer(at) }));

/** A task of `total` seconds whose percentage is right, and whose estimate is so times `factor`. */
const linear =
  (total: number, factor: number | ((seconds: number) => number) = 1): Answer =>
  (seconds) => ({
    progress: Math.floor((100 * seconds) / total),
    remainTime: Math.round(
      (total - seconds) * (typeof factor === "number" ? factor : factor(seconds)),
    ),
  });

/** The same without an estimate, in steps of `step` percent. */
const counted =
  (total: number, step: number): Answer =>
  (seconds) => ({ progress: step * Math.floor((100 * seconds) / total / step) });

const still =
  (answer: Omit<Sample, "at">): Answer =>
  () =>
    answer;
const often = [0, 5, 12, 21, 33, 48, 66, 87, 110, 140, 175, 210, 250];

export const plays: readonly Play[] = [
  { name: "nothing", samples: [] },
  { name: "one answer with an estimate", samples: asked(linear(90), 0) },
  { name: "one answer without", samples: asked(counted(90, 1), 9) },
  { name: "an estimate that is right, early", samples: asked(linear(300), 0, 20) },
  { name: "an estimate that is right, late", samples: asked(linear(300), 0, 60, 200, 280) },
  { name: "an estimate that is right, of hours", samples: asked(linear(9_000), 0, 600, 3_000) },
  { name: "an estimate of seconds", samples: asked(linear(6), 0, 3) },
  { name: "an estimate that is too long", samples: asked(linear(200, 1.6), 0, 50, 100, 150) },
  { name: "an estimate that is too short", samples: asked(linear(200, 0.5), 0, 50, 100) },
  {
    name: "an estimate that is noisy",
    samples: asked(
      linear(400, (at) => (at % 20 < 10 ? 0.8 : 1.3)),
      ...[0, 17, 40, 75, 130, 215],
    ),
  },
  {
    name: "an estimate that grows worse",
    samples: asked(
      linear(400, (at) => 1 + at / 200),
      ...[0, 50, 110, 180, 260],
    ),
  },
  {
    name: "an estimate that grows better",
    samples: asked(
      linear(400, (at) => 2 - at / 400),
      ...[0, 50, 110, 180, 260, 340],
    ),
  },
  { name: "an estimate that is over", samples: asked(linear(100), 0, 50, 100, 104) },
  { name: "a zero before any estimate", samples: asked(still({ progress: 3, remainTime: 0 }), 1) },
  {
    name: "an estimate that comes late",
    samples: [...asked(still({ progress: 0, remainTime: 0 }), 0, 5), ...asked(linear(120), 20, 40)],
  },
  {
    name: "an estimate that is no number now and then",
    samples: [
      ...asked(linear(200), 0),
      ...asked(still({ progress: 20, remainTime: NaN }), 40),
      ...asked(still({ progress: 30, remainTime: Infinity }), 60),
      ...asked(still({ progress: 35, remainTime: -1 }), 70),
      ...asked(linear(200), 80, 120),
    ],
  },
  {
    name: "an estimate that stands still",
    samples: asked(still({ progress: 30, remainTime: 100 }), 0, 60, 120, 180),
  },
  {
    name: "an estimate that came to stand still",
    samples: [
      ...asked(linear(300), 0, 50, 100, 150),
      ...asked(still({ progress: 50, remainTime: 150 }), 200, 260, 330),
    ],
  },
  {
    name: "an estimate that came to stand still, with a percentage that moves",
    samples: [
      ...asked(linear(300), 0, 50, 100, 150),
      ...asked((at) => ({ progress: Math.floor(at / 4), remainTime: 150 }), 200, 210, 280, 360),
    ],
  },
  {
    name: "all that stalls just before the end",
    samples: [
      ...asked(linear(300), 0, 100, 200, 290),
      ...asked(still({ progress: 99, remainTime: 0 }), 310, 340, 400, 500),
    ],
  },
  { name: "a percentage that moves evenly", samples: asked(counted(240, 1), ...often.slice(0, 8)) },
  { name: "a percentage that has just begun to move", samples: asked(counted(240, 1), 0, 4) },
  ...[2, 5, 10, 20, 25, 50].map((step) => ({
    name: `a percentage that counts in steps of ${step}`,
    samples: asked(counted(280, step), ...often),
  })),
  {
    name: "a percentage with a fraction",
    samples: asked((at) => ({ progress: at / 2.7 }), ...often.slice(0, 9)),
  },
  {
    name: "a percentage that moves ever more slowly",
    samples: asked((at) => ({ progress: Math.floor(100 * (1 - Math.exp(-at / 150))) }), ...often),
  },
  {
    name: "a percentage that moves ever faster",
    samples: asked((at) => ({ progress: Math.floor((at / 300) ** 2 * 100) }), ...often),
  },
  {
    name: "a percentage that goes back",
    samples: asked(
      (at) => ({ progress: [10, 40, 25, 30, 45][Math.floor(at / 20)] ?? 50 }),
      ...often,
    ),
  },
  { name: "a percentage that stands still", samples: asked(still({ progress: 40 }), ...often) },
  {
    name: "a percentage that came to stand still",
    samples: [
      ...asked(counted(300, 1), 0, 40, 80, 120),
      ...asked(still({ progress: 40 }), 150, 200, 280),
    ],
  },
  {
    name: "a percentage outside of 0 to 100",
    samples: asked(
      (at) => ({ progress: [-5, 10, 130, 20, NaN][Math.floor(at / 10)] ?? 30 }),
      ...often,
    ),
  },
  { name: "100 % that does not settle", samples: asked(still({ progress: 100 }), 0, 2, 5) },
  { name: "zero for a day", samples: asked(still({ progress: 0 }), 0, 3_600, 43_200, 86_400) },
  {
    name: "percentage and estimate that contradict each other",
    samples: asked((at) => ({ progress: Math.floor(at / 10), remainTime: 90 - at }), 0, 20, 40, 60),
  },
  {
    name: "a clock that goes back",
    samples: asked(linear(200), 0, 50, 40, 60, 90),
  },
  ...(
    [
      [100, 10_000],
      [5_000, 300_000],
      [10_000, 10_000],
      [1, 3_000_000_000],
    ] as const
  ).map(([minDelayMs, maxDelayMs]) => ({
    name: `gaps from ${minDelayMs} to ${maxDelayMs} ms`,
    samples: asked(linear(300, 1.2), 0, 30, 90),
    bounds: { minDelayMs, maxDelayMs },
  })),
];
