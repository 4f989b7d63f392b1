import fc from "fast-check";
import { DcsError } from "../../src/errors";
import type { TaskProgress } from "../../src/taskProgress";
import { at, createLine, percentsOf, status, textsOf } from "./support/createLine";

const MOST_LEAD = 5;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Answers each `gap` seconds by how far a task is then; the line lives on for one more gap. */
function play(gap: number, answers: readonly TaskProgress[], onTerminal = true) {
  const created = createLine(onTerminal);
  for (const answer of answers) {
    created.line.progress(answer, status());
    created.pass(gap);
  }
  return created;
}

const steady = (from: number, step: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + step * index);

describe("an honest line", () => {
  it("says 30 % as long as the service does, whatever its estimate, and never counts to zero", () => {
    const answers = steady(30, 0, 30).map((percent) => at(percent, 40));
    const { shown } = play(10, answers);
    expect(new Set(percentsOf(shown))).toEqual(new Set([30]));
    const texts = textsOf(shown);
    expect(texts).toEqual(
      expect.arrayContaining([
        "30% ~40s left · 1/1 数据迁移 · 0s",
        "30% ~35s left · 1/1 数据迁移 · 5s",
        // Said again, the estimate does not hold, so it is not counted down.
        "30% ~40s left · 1/1 数据迁移 · 15s",
        "30% · 1/1 数据迁移 · 45s",
      ]),
    );
    expect(texts.at(-1)).toBe("30% stalled 5m · 1/1 数据迁移 · 5m00s");
    expect(texts.join()).not.toContain("~0s");
  });

  it("says the service's own number in a log, and never less or more", () => {
    const answers = steady(0, 5, 20).map((percent) => at(percent, 100 - percent));
    const { shown } = play(5, answers, false);
    expect(percentsOf(shown)).toEqual(steady(0, 5, 20));
    expect(textsOf(shown)[1]).toBe("5% ~2m left · 1/1 数据迁移 · 5s");
  });

  it("counts the time left down in seconds, and hides it once it is over", () => {
    const { shown } = play(5, [at(90, 3)]);
    expect(textsOf(shown)).toEqual([
      "90% ~3s left · 1/1 数据迁移 · 0s",
      "90% ~2s left · 1/1 数据迁移 · 1s",
      "90% ~1s left · 1/1 数据迁移 · 2s",
      "90% · 1/1 数据迁移 · 3s",
      "90% · 1/1 数据迁移 · 4s",
      "90% · 1/1 数据迁移 · 5s",
    ]);
  });

  it("does not lead before an estimate has proved right, and then leads further, up to five points", () => {
    const { shown } = play(
      10,
      steady(10, 10, 6).map((percent) => at(percent, 100 - percent)),
    );
    const leads = steady(10, 10, 6).map((percent, index) => {
      const texts = shown.filter((one) => one.at >= index * 10 && one.at < (index + 1) * 10);
      return Math.max(...percentsOf(texts)) - percent;
    });
    expect(leads).toEqual([0, 1, 2, 4, 5, 5]);
  });

  it.each([
    ["foresaw what did not come", at(40, 60)],
    ["foresaw far too much", at(42, 58)],
    ["was followed by a step back", at(39, 61)],
  ])("does not lead after an estimate that %s", (_, answer) => {
    const right = steady(0, 10, 5).map((percent) => at(percent, 100 - percent));
    const { line, shown, pass } = play(10, right);
    expect(percentsOf(shown).at(-1)).toBe(45);
    line.progress(answer, status());
    const before = shown.length;
    pass(10);
    const after = percentsOf(shown.slice(before));
    expect(new Set(after)).toEqual(new Set([answer.progress]));
  });

  it("shows the service's own number beside a note", () => {
    const right = steady(0, 10, 5).map((percent) => at(percent, 100 - percent));
    const { line, shown, pass } = play(10, right);
    line.trouble(new DcsError("NETWORK", "no"));
    expect(textsOf(shown).at(-1)).toMatch(/^40% no answer · /);
    line.progress(at(50, 50), status());
    line.progress(at(60, 40), status());
    pass(200);
    expect(textsOf(shown).at(-1)).toMatch(/^60% stalled 3m · /);
  });

  it.each([true, false])(
    "shows no percentage that the service did not give, on a terminal: %s",
    (onTerminal) => {
      const { stepDetails } = at(0);
      const { shown } = play(60, [{ stepDetails }, { stepDetails, remainTime: 90 }], onTerminal);
      expect(textsOf(shown)[0]).toBe("1/1 数据迁移 · 0s");
      expect(textsOf(shown).join()).not.toContain("%");
    },
  );

  it("is the answer at each answer, and at most five points ahead of it in between", () => {
    const remainTime = fc.oneof(fc.constant(undefined), fc.integer({ min: -5, max: 4_000 }));
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    const answers = fc.array(fc.record({ progress: percent, remainTime, seconds: fc.nat(40) }), {
      maxLength: 20,
    });
    // Half of the time a task that goes as it says, so that estimates are right too.
    const honest = fc.integer({ min: 1, max: 40 }).map((seconds) =>
      steady(0, seconds / 2, 20)
        .filter((progress) => progress <= 100)
        .map((progress) => ({ progress, remainTime: (100 - progress) * 2, seconds })),
    );
    fc.assert(
      fc.property(fc.oneof(answers, honest), (given) => {
        const { line, shown, pass } = createLine(true);
        for (const { progress, remainTime: left, seconds } of given) {
          line.progress(at(progress, left), status());
          expect(percentsOf(shown).at(-1)).toBe(Math.floor(progress));
          const before = shown.length;
          pass(seconds);
          for (const later of percentsOf(shown.slice(before))) {
            expect(later).toBeGreaterThanOrEqual(Math.floor(progress));
            expect(later).toBeLessThanOrEqual(Math.floor(progress + MOST_LEAD));
            if (progress < 100) expect(later).toBeLessThan(100);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
