// @azure/core-lro with its defaults. The HTTP exchange is played: 202 with an operation location
// for the request that starts the task (not counted), then the status. No Retry-After is sent,
// since DCS sends none.
import { inVirtualTime } from "../virtualTime.mjs";

export async function makeCoreLro(load) {
  const { createHttpPoller } = load("@azure/core-lro");
  const request = { method: "POST", url: "https://service.test/tasks" };
  const answer = (statusCode, headers, body) => ({
    flatResponse: body,
    rawResponse: { statusCode, headers, body, request },
  });
  const runOne = async (task, now) => {
    let queries = 0;
    const poller = createHttpPoller({
      sendInitialRequest: async () =>
        answer(202, { "operation-location": "https://service.test/operations/1" }, {}),
      sendPollRequest: async () => {
        queries += 1;
        return answer(200, {}, { status: task.answer(now()) ? "Running" : "Succeeded" });
      },
    });
    await poller.pollUntilDone();
    return { queries, delayMs: now() - task.durationMs };
  };
  return {
    name: "@azure/core-lro",
    run: (tasks, seed) =>
      inVirtualTime(seed, (now) => Promise.all(tasks.map((task) => runOne(task, now)))),
  };
}
