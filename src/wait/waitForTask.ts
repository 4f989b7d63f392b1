import { pollOnce } from "./pollOnce";
import { systemClock } from "./clock";
import { pause } from "./pause";
import { validateDurations, type WaitForTaskOptions } from "./waitOptions";
import type { WaitResult } from "./waitResult";
import { WaitState } from "./waitState";

/**
 * Asks until the task has ended, the time is up or the signal aborts. The first query is made at
 * once, the last one at the deadline.
 *
 * @throws {DcsError} that no waiting can mend: credentials, permission, a bad request, a task that
 *   does not exist, or trouble that outlasted its budget.
 */
export async function waitForTask(options: WaitForTaskOptions): Promise<WaitResult> {
  const { poll, signal, clock = systemClock } = options;
  const durations = validateDurations(options);
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
      if (stop.signal.aborted) return wait.result("aborted", "wait");
      const answer = await pollOnce(poll, limits);
      if (!answer) return wait.result("aborted", "wait");
      const next = await wait.next(answer);
      if (typeof next !== "number") return next;
      const leftMs = deadline - clock.now();
      // A timer may fire a fraction of a millisecond early.
      if (leftMs < 1) return wait.result("timedOut", "wait");
      await pause(Math.min(next, leftMs), clock, stop.signal, options.onNews);
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    stop.abort();
  }
}
