import { createRequire } from "node:module";
import path from "node:path";
import type { TaskProgress } from "pulumi-huaweicloud-dcs/client";
import { type Client, loadClient } from "../../shared/build.ts";
import { seededRandom } from "../../shared/random.ts";
import type { FleetMethod, FleetTask } from "./playFleet.ts";

/** The part of `RequestBudget` that is used here. */
interface Budget {
  take(signal: AbortSignal, options: { dueAt: number }): Promise<{ end(error?: unknown): void }>;
}
type MakeBudget = new (options: { requestsPerSecond: number; clock: object }) => Budget;

const DONE: TaskProgress = {
  progress: 100,
  remainTime: 0,
  stepDetails: [{ stepName: "task", stepStatus: "FINISH", subStepDetails: [] }],
};

/** This package: one request budget for each process, and its own waits. */
export async function makeOwn(dist: string, requestsPerSecond: number): Promise<FleetMethod> {
  const client = await loadClient(dist);
  const load = createRequire(path.join(dist, "client/index.js"));
  const { RequestBudget } = load("../wait/budget/requestBudget") as { RequestBudget: MakeBudget };
  return {
    name: `this package, ${requestsPerSecond}/s`,
    startProcess: (now) => {
      const clock = { now, sleep };
      const budget = new RequestBudget({ requestsPerSecond, clock });
      const proof = { isProved: true };
      return async (task) => {
        await client.waitForTask({
          ...{ clock, proof, timeoutMs: 2 * 3_600_000, random: seededRandom(task.seed) },
          poll: (signal) => query(task, { client, budget, signal, dueAt: now() }),
        });
      };
    },
  };
}

interface Query {
  readonly client: Client;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly dueAt: number;
}

async function query(
  { ask }: FleetTask,
  { client, budget, signal, dueAt }: Query,
): Promise<TaskProgress> {
  const turn = await budget.take(signal, { dueAt });
  const reply = await ask();
  if (reply.kind === "refused") {
    const { retryAfterMs } = reply;
    const error = new client.DcsError("THROTTLED", "too many requests", {
      status: 429,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
    turn.end(error);
    throw error;
  }
  turn.end();
  return reply.kind === "ended" ? DONE : { stepDetails: [], ...reply.answer };
}

/** Asks again after the same time, whatever the answer. */
export function makeFixed(name: string, gapMs: number): FleetMethod {
  return {
    name,
    startProcess: () => async (task) => {
      while ((await task.ask()).kind !== "ended") await sleep(gapMs);
    },
  };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
