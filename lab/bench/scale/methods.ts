// The ways to wait.
import { setTimeout as sleep } from "node:timers/promises";
import type { WaitForBackgroundTaskOptions } from "pulumi-huaweicloud-dcs/client";
import type { Client } from "../../shared/build.ts";
import type { Work } from "./protocol.ts";

/** Resolves when all tasks have ended; calls `onEnd` with the scenario of each. */
export type WayToWait = (
  client: Client,
  work: Work,
  onEnd: (name: string) => void,
) => Promise<{ lateMs: number } | undefined>;

const NAIVE_GAP_MS = 10_000;

/** Tasks that are waited for by `settleBackgroundTask` as it is published. */
const ours: WayToWait = async ({ DcsClient, settleBackgroundTask }, work, onEnd) => {
  const { region, projectId, accessKey, secretKey, url, instanceId, requestsPerSecond } = work;
  const client = new DcsClient({
    region,
    projectId,
    endpoint: url,
    credentials: { accessKey, secretKey },
    requestsPerSecond,
  });
  const lateness = measureLateness();
  await inParallel(work.waits, async ([name, taskId]) => {
    const onProgress = lateness.watch();
    const { outcome } = await settleBackgroundTask(client, { instanceId, taskId }, { onProgress });
    if (outcome !== "succeeded") throw new Error(`${name} ended with ${outcome}`);
    onEnd(name);
  });
  return { lateMs: lateness.longestMs() };
};

/** The longest that an answer came after the moment at which its wait wanted to ask. */
function measureLateness() {
  let longestMs = 0;
  return {
    longestMs: () => longestMs,
    watch: (): NonNullable<WaitForBackgroundTaskOptions["onProgress"]> => {
      let wantedAt = performance.now();
      return (_, { nextDelayMs }) => {
        const now = performance.now();
        longestMs = Math.max(longestMs, now - wantedAt);
        wantedAt = now + nextDelayMs;
      };
    },
  };
}

/** One timer and one signed fetch for each wait. */
const naive: WayToWait = async (client, work, onEnd) => {
  await inParallel(work.waits, async ([name, taskId]) => {
    while (!(await hasEnded(client, { work, taskId }))) await sleep(NAIVE_GAP_MS);
    onEnd(name);
  });
  return undefined;
};

async function hasEnded(client: Client, query: Query): Promise<boolean> {
  const answer = await signedFetch(client, query).catch(() => undefined);
  return answer?.progress === 100;
}

/** Nothing but signed fetches of one task, at an even pace, each without waiting for the last. */
const reference: WayToWait = async (client, work) => {
  const startedAt = performance.now();
  const [, taskId = ""] = work.waits[0] ?? [];
  const underWay: Promise<unknown>[] = [];
  for (let n = 0; n < work.queries; n += 1) {
    const dueAt = startedAt + (n / work.requestsPerSecond) * 1000;
    const ms = dueAt - performance.now();
    if (ms > 0) await sleep(ms);
    underWay.push(signedFetch(client, { work, taskId }));
  }
  await Promise.all(underWay);
  return undefined;
};

interface Query {
  readonly work: Work;
  readonly taskId: string;
}

async function signedFetch(
  { signRequest }: Client,
  { work, taskId }: Query,
): Promise<{ progress?: unknown }> {
  const { url, projectId, instanceId, accessKey, secretKey } = work;
  const target = `${url}/v2/${projectId}/instances/${instanceId}/tasks/${taskId}/progress`;
  const headers = signRequest({ method: "GET", url: target }, { accessKey, secretKey });
  const response = await fetch(target, { headers });
  return (await response.json()) as { progress?: unknown };
}

async function inParallel<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<void>,
): Promise<void> {
  await Promise.all(items.map(run));
}

export const methods: Readonly<Record<string, WayToWait>> = { ours, naive, reference };
