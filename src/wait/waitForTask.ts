import { pollOnce } from "./pollOnce";
import { systemClock } from "./time/clock";
import { pause } from "./time/pause";
import { validateOptions } from "./validateOptions";
import type { WaitForTaskOptions } from "./waitOptions";
import type { WaitResult } from "../waitResult";
import { WaitState } from "./waitState";

/**
 * Polls until the task has ended, the time is up or the signal aborts, and returns the outcome as a
 * value. The first query is made at once, the last one at the deadline.
 *
 * @throws {DcsError} what waiting cannot fix: wrong credentials, a missing permission, a bad request, a
 *   task that does not exist; the last failure if failures in a row lasted too long, or if there was no
 *   answer about the task before the timeout. `INVALID_INPUT` names a wrong option.
 */
export async function waitForTask(options: WaitForTaskOptions): Promise<WaitResult> {
  const durations = validateOptions(options);
  const { poll, signal } = options;
  const clock = options.clock ?? systemClock;
  const stop = new AbortController();
  const abort = () => {
    stop.abort();
  };
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort);

  const deadline = clock.now() + durations.timeoutMs;
  const limits = { signal: stop.signal, clock, deadline };
  const wait = new WaitState(options, limits, durations);
  try {
    for (;;) {
      if (stop.signal.aborted) return wait.stopped("aborted");
      const answer = await pollOnce(poll, limits);
      if (!answer) return wait.stopped("aborted");
      const next = await wait.next(answer);
      if (typeof next !== "number") return next;
      const leftMs = deadline - clock.now();
      // A timer may fire a fraction of a millisecond early.
      if (leftMs < 1) return await wait.timeUp();
      await pause(Math.min(next, leftMs), clock, stop.signal, options.onNews);
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    stop.abort();
  }
}
