import { ProgressLine } from "../../../src/display/progressLine";
import type { TaskProgress } from "../../../src/taskProgress";
import type { WaitStatus } from "../../../src/waitResult";

export const status = (changed: Partial<WaitStatus> = {}): WaitStatus => ({
  attempts: 1,
  elapsedMs: 0,
  nextDelayMs: 1_000,
  settling: false,
  ...changed,
});

/** An answer with one step under way. */
export const at = (progress: number, remainTime?: number, stepName = "数据迁移"): TaskProgress => ({
  progress,
  ...(remainTime !== undefined && { remainTime }),
  stepDetails: [{ stepName, stepStatus: "EXECUTING", subStepDetails: [] }],
});

/** A text, and the second in which it was shown. */
export interface Shown {
  readonly at: number;
  readonly text: string;
}

/** A line, what it showed, and the seconds that it lived through. Needs fake timers. */
export function createLine(onTerminal: boolean) {
  let now = 0;
  const shown: Shown[] = [];
  const line = new ProgressLine({
    row: {
      show: (text) => shown.push({ at: now / 1_000, text }),
      settled: () => Promise.resolve(),
    },
    onTerminal,
    now: () => now,
  });
  line.start();
  return {
    line,
    shown,
    /** Lets seconds pass; `each` is called at the begin of each with its number. */
    pass: (seconds: number, each: (second: number) => void = () => undefined) => {
      for (let second = 0; second < seconds; second += 1) {
        each(second);
        now += 1_000;
        jest.advanceTimersByTime(1_000);
      }
    },
  };
}

export const textsOf = (shown: readonly Shown[]) => shown.map(({ text }) => text);
export const percentsOf = (shown: readonly Shown[]) =>
  shown.map(({ text }) => Number.parseInt(text, 10));
