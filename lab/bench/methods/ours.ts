// `waitForTask` as it is published, with its defaults and a clock that jumps.
import type { TaskProgress } from "pulumi-huaweicloud-dcs/client";
import { type Client, loadClient } from "../../shared/build.ts";
import { seededRandom } from "../../shared/random.ts";
import { OWN } from "../compare.ts";
import type { Played } from "../summary.ts";
import type { Task } from "../tasks.ts";
import type { Method } from "./method.ts";

/** 100 % alone does not prove an end: the steps must say it too. */
const DONE: TaskProgress = {
  progress: 100,
  remainTime: 0,
  stepDetails: [{ stepName: "task", stepStatus: "FINISH", subStepDetails: [] }],
};

export async function makeOurs(dist: string): Promise<Method> {
  const client = await loadClient(dist);
  return {
    name: OWN,
    run: async (tasks) => {
      const results: Played[] = [];
      for (const task of tasks) results.push(await play(client, task));
      return results;
    },
  };
}

async function play({ waitForTask }: Client, task: Task): Promise<Played> {
  let now = 0;
  const result = await waitForTask({
    poll: () => {
      const answer = task.answer(now);
      return Promise.resolve(answer ? { stepDetails: [], ...answer } : DONE);
    },
    // No deadline helps.
    timeoutMs: 2 * 3_600_000,
    random: seededRandom(task.seed ^ 0x5bd1e995),
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    },
  });
  if (result.outcome !== "succeeded") throw new Error(`the wait ended with ${result.outcome}`);
  return { queries: result.attempts, delayMs: now - task.durationMs };
}
