// The ways to wait. Each gets a connection and the tasks, and resolves when all have ended.
import { setTimeout as sleep } from "node:timers/promises";

const NAIVE_GAP_MS = 10_000;

export const methods = { ours, naive, reference };

/**
 * `settleBackgroundTask` as it is published. `lateMs` is the longest that an answer came after the
 * moment at which its wait wanted to ask, in which it waited for its turn.
 */
async function ours({ DcsClient, settleBackgroundTask }, work, onEnd) {
  const { region, projectId, accessKey, secretKey, url, instanceId, requestsPerSecond } = work;
  const client = new DcsClient({
    region,
    projectId,
    endpoint: url,
    credentials: { accessKey, secretKey },
    requestsPerSecond,
  });
  let lateMs = 0;
  await inParallel(work.waits, async ([name, taskId]) => {
    let wantedAt = performance.now();
    const onProgress = (_, { nextDelayMs }) => {
      const now = performance.now();
      lateMs = Math.max(lateMs, now - wantedAt);
      wantedAt = now + nextDelayMs;
    };
    const { outcome } = await settleBackgroundTask(client, { instanceId, taskId }, { onProgress });
    if (outcome !== "succeeded") throw new Error(`${name} ended with ${outcome}`);
    onEnd(name);
  });
  return { lateMs };
}

/** One timer and one signed fetch for each wait. */
async function naive({ signRequest }, work, onEnd) {
  await inParallel(work.waits, async ([name, taskId]) => {
    for (;;) {
      const answer = await signedFetch(signRequest, work, taskId).catch(() => undefined);
      if (answer?.progress === 100) break;
      await sleep(NAIVE_GAP_MS);
    }
    onEnd(name);
  });
}

/** Nothing but signed fetches of one task, at an even pace, each without waiting for the last. */
async function reference({ signRequest }, work) {
  const startedAt = performance.now();
  const underWay = [];
  for (let n = 0; n < work.queries; n += 1) {
    const dueAt = startedAt + (n / work.requestsPerSecond) * 1000;
    const ms = dueAt - performance.now();
    if (ms > 0) await sleep(ms);
    underWay.push(signedFetch(signRequest, work, work.taskId));
  }
  await Promise.all(underWay);
}

async function signedFetch(signRequest, work, taskId) {
  const { url, projectId, instanceId, accessKey, secretKey } = work;
  const target = `${url}/v2/${projectId}/instances/${instanceId}/tasks/${taskId}/progress`;
  const headers = signRequest({ method: "GET", url: target }, { accessKey, secretKey });
  const response = await fetch(target, { headers });
  return response.json();
}

async function inParallel(items, run) {
  await Promise.all(items.map(run));
}
