import { seededRandom } from "../shared/random.ts";
import { families, unseenFamilies } from "./families.ts";
import { type Answer, logUniform } from "./shapes.ts";

/** A task of the benchmark. */
export interface Task {
  readonly durationMs: number;
  readonly seed: number;
  /** What the service says at a time since the start; `undefined` once the task has ended. */
  readonly answer: (atMs: number) => Answer | undefined;
}

/**
 * `count` tasks of a family: each a duration and what the service answers at a time. The durations
 * are log-uniform, one from each of `count` equal layers, so that chance does not favour a family.
 */
export function makeTasks(
  family: string,
  { count, seed }: { count: number; seed: number },
): Task[] {
  const describe = families[family] ?? unseenFamilies[family];
  if (!describe) throw new Error(`there is no family "${family}"`);
  const random = seededRandom(seed + 7919 * nameNumber(family));
  return Array.from({ length: count }, (_, layer) => {
    const durationMs = logUniform((layer + random()) / count);
    const taskSeed = Math.floor(random() * 2 ** 32);
    const running = describe({ durationMs, seed: taskSeed, random: seededRandom(taskSeed) });
    return {
      durationMs,
      seed: taskSeed,
      answer: (atMs) => (atMs >= durationMs ? undefined : running(atMs)),
    };
  });
}

function nameNumber(name: string): number {
  return Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_537, 0);
}
