import type { Dice } from "../dice.ts";
import type { PlannedTask } from "./plan.ts";

type Step = PlannedTask["steps"][number];

const HOUR = 3_600_000;

/** A task of two seconds to an hour, which succeeds or fails. */
export function makeTask(is: Dice, { longestMs = HOUR } = {}): PlannedTask {
  const totalMs = is.spread(2_000, longestMs);
  const count = is.integer(1, 4);
  const fails = is.chance(0.3);
  const hasSubSteps = !fails && is.chance(0.5);
  const steps = Array.from({ length: count }, (_, at) => {
    const step: Step = {
      name: `step ${at + 1}`,
      seconds: Math.round(totalMs / count) / 1000,
      ...(fails && at === count - 1 ? { fails: "DCS.4842" } : {}),
    };
    return hasSubSteps && at === 0 ? withSubSteps(step) : step;
  });
  return {
    name: "task",
    steps,
    startedSecondsAgo: 0,
    remainTime: is.pick([
      "accurate",
      "accurate",
      "none",
      "zero",
      "frozen",
      { bias: Math.round(is.between(20, 200)) / 100 },
    ]),
    ...(is.chance(0.15) && {
      stalls: [{ atPercent: is.integer(10, 90), seconds: Math.round(is.spread(5, 1_000)) }],
    }),
  };
}

/** What makes a task itself hard to follow. */
export function withOddities(is: Dice, task: PlannedTask): PlannedTask {
  const totalMs = lengthOf(task);
  return {
    ...task,
    startedSecondsAgo: is.chance(0.1) ? is.spread(1, totalMs / 500) : 0,
    ...(is.chance(0.1) && { settlesForSeconds: Math.round(is.spread(2, 300)) }),
    ...(is.chance(0.08) && { notFoundForSeconds: Math.round(is.between(2, 24)) }),
    ...(is.chance(0.05) && { waitsForSeconds: Math.round(is.spread(10, 5_000)) }),
    ...(is.chance(0.12) && { purgedAfterSeconds: Math.round(is.spread(1, 500)) }),
    ...(is.chance(0.06) && {
      vanishesAfterSeconds: Math.max(1, Math.round((totalMs * is.between(0.1, 0.95)) / 1000)),
    }),
  };
}

/** How long its steps take together, in milliseconds. */
export function lengthOf({ steps }: PlannedTask): number {
  return steps.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
}

/** When it has ended at the latest, in milliseconds. */
export function latestEndOf(task: PlannedTask): number {
  const { stalls = [], settlesForSeconds = 0, waitsForSeconds = 0, notFoundForSeconds = 0 } = task;
  const standing = stalls.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    lengthOf(task) + 1000 * (standing + settlesForSeconds + waitsForSeconds + notFoundForSeconds)
  );
}

function withSubSteps({ name, seconds }: Step): Step {
  const subSteps = [0, 1].map((at) => ({
    name: `slot ${at}`,
    seconds: Math.floor(seconds * 400) / 1000,
  }));
  return { name, seconds, subSteps };
}
