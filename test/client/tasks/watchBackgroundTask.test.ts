import { getEventListeners } from "node:events";
import {
  type Clock,
  type TaskUpdate,
  watchBackgroundTask,
  type WaitForBackgroundTaskOptions,
} from "../../../src/client";
import { VirtualClock } from "../../support/virtualClock";
import { task } from "../support/clients";
import {
  type ScriptedAnswer,
  type ScriptedService,
  scriptedService,
} from "../support/scriptedService";

const running = (progress: number) => ({ progress, step_details: [{ step_status: "EXECUTING" }] });
const done = { progress: 100, step_details: [{ step_status: "FINISH" }] };
const failed = { progress: 40, step_details: [{ step_name: "a", step_status: "FAILED" }] };

/** A virtual clock that knows who sleeps. */
class CountingClock extends VirtualClock implements Clock {
  sleeping = 0;

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeping += 1;
    try {
      await super.sleep(ms, signal);
    } finally {
      this.sleeping -= 1;
    }
  }
}

function watch(service: ScriptedService, options: WaitForBackgroundTaskOptions = {}) {
  const clock = new CountingClock();
  return { clock, updates: watchBackgroundTask(service.client, task, { clock, ...options }) };
}

async function percents(updates: AsyncIterable<TaskUpdate>, seen: unknown[] = []) {
  for await (const { progress } of updates) seen.push(progress.progress);
  return seen;
}

test("a task that is watched gives each answer, and ends when it has succeeded", async () => {
  const service = scriptedService([running(10), running(60), done]);
  const seen: TaskUpdate[] = [];
  for await (const update of watch(service).updates) seen.push(update);
  expect(seen).toMatchObject([
    { progress: { progress: 10 }, status: { attempts: 1, settling: false } },
    { progress: { progress: 60 }, status: { attempts: 2 } },
    { progress: { progress: 100 }, status: { attempts: 3, nextDelayMs: 0 } },
  ]);
});

test("nothing is asked before the first answer is wanted", async () => {
  const service = scriptedService([done]);
  const { updates } = watch(service);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(service.asked).toEqual([]);
  await expect(percents(updates)).resolves.toEqual([100]);
});

test("a task that fails gives its last answer, then throws as a wait does", async () => {
  const seen: unknown[] = [];
  const updates = percents(watch(scriptedService([running(10), failed])).updates, seen);
  await expect(updates).rejects.toMatchObject({
    code: "TASK_FAILED",
    result: { outcome: "failed" },
  });
  expect(seen).toEqual([10, 40]);
});

test.each<[string, ScriptedAnswer, WaitForBackgroundTaskOptions]>([
  ["TIMED_OUT", running(10), { timeoutMs: 30_000 }],
  ["ABORTED", running(10), { signal: AbortSignal.abort() }],
  ["FORBIDDEN", { http: 403 }, {}],
  ["INVALID_INPUT", running(10), { maxDelayMs: -1 }],
])("a watch throws %s as a wait does", async (code, answer, options) => {
  const { updates, clock } = watch(scriptedService([answer]), options);
  await expect(percents(updates)).rejects.toMatchObject({ code });
  expect(clock.sleeping).toBe(0);
});

test("leaving the loop stops the wait, and leaves no timer and no listener", async () => {
  const user = new AbortController();
  const service = scriptedService([running(10)]);
  const { updates, clock } = watch(service, { signal: user.signal });
  for await (const { progress } of updates) {
    expect(progress.progress).toBe(10);
    break;
  }
  expect(clock.sleeping).toBe(0);
  expect(getEventListeners(user.signal, "abort")).toEqual([]);
  const { length } = service.asked;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(service.asked).toHaveLength(length);
});

test("a reader that is slower than the answers gets the latest, and the end", async () => {
  const answers = Array.from({ length: 50 }, (_, n) => running(n));
  const seen: unknown[] = [];
  const service = scriptedService([...answers, done]);
  const { updates } = watch(service);
  for await (const { progress } of updates) {
    seen.push(progress.progress);
    // Until the whole wait has passed by.
    while (service.asked.length <= answers.length) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  expect(seen).toEqual([0, 100]);
});

test("the callbacks of the options are called as in a wait", async () => {
  const onProgress = jest.fn();
  const onTrouble = jest.fn();
  const busy = { http: 503, error_code: "DCS.5000", error_msg: "Busy." };
  const options = { onProgress, onTrouble };
  await percents(watch(scriptedService([running(10), busy, done]), options).updates);
  expect([onProgress.mock.calls.length, onTrouble.mock.calls.length]).toEqual([2, 1]);
});
