// The waiter of the AWS SDK with its defaults. A longest wait must be given: twice what any task
// takes, so that it never gives up early.
import { inVirtualTime } from "../virtualTime.mjs";

const MAX_WAIT_S = 7_200;

export async function makeSmithy(load) {
  const { createWaiter } = load("@smithy/core/client");
  const runOne = async (task, now) => {
    let queries = 0;
    const { state } = await createWaiter({ client: {}, maxWaitTime: MAX_WAIT_S }, {}, async () => {
      queries += 1;
      return task.answer(now())
        ? { state: "RETRY", reason: { message: "running" } }
        : { state: "SUCCESS", reason: { message: "done" } };
    });
    if (state !== "SUCCESS") throw new Error(`the waiter ended with ${state}`);
    return { queries, delayMs: now() - task.durationMs };
  };
  return {
    name: "smithy util-waiter",
    run: (tasks, seed) =>
      inVirtualTime(seed, (now) => Promise.all(tasks.map((task) => runOne(task, now)))),
  };
}
