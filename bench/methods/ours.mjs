// `waitForTask` as it is published, with its defaults and a clock that jumps.
import { seededRandom } from "../random.mjs";

const DONE = { progress: 100, remainTime: 0, stepDetails: [] };

export async function makeOurs(dist) {
  const { waitForTask } = await import(new URL("client/index.js", dist));
  return {
    name: "this package",
    run: (tasks) => inTurn(tasks, (task) => runOne(waitForTask, task)),
  };
}

async function runOne(waitForTask, task) {
  let now = 0;
  const result = await waitForTask({
    poll: async () => ({ stepDetails: [], ...(task.answer(now) ?? DONE) }),
    timeoutMs: 2 * 3_600_000,
    random: seededRandom(task.seed ^ 0x5bd1e995),
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
  });
  if (result.outcome !== "succeeded") throw new Error(`the wait ended with ${result.outcome}`);
  return { queries: result.attempts, delayMs: now - task.durationMs };
}

async function inTurn(tasks, run) {
  const results = [];
  for (const task of tasks) results.push(await run(task));
  return results;
}
