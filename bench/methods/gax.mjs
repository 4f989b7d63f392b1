// google-gax's `Operation` with its default back-off settings. Only the RPC itself is played.
import { inVirtualTime } from "../virtualTime.mjs";

export async function makeGax(load) {
  const gax = load("google-gax");
  const pass = (value) => value;
  const runOne = async (task, now) => {
    let queries = 0;
    const client = {
      getOperationInternal: async () => {
        queries += 1;
        return [
          task.answer(now())
            ? { name: "operation", done: false }
            : { name: "operation", done: true, result: "response", response: { value: {} } },
        ];
      },
    };
    const descriptor = new gax.LongrunningDescriptor(client, pass, pass);
    const backoff = gax.createDefaultBackoffSettings();
    await gax.operation({ name: "operation", done: false }, descriptor, backoff).promise();
    return { queries, delayMs: now() - task.durationMs };
  };
  return {
    name: "google-gax",
    run: (tasks, seed) =>
      inVirtualTime(seed, (now) => Promise.all(tasks.map((task) => runOne(task, now)))),
  };
}
