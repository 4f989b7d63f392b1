import { systemClock } from "../../../src/wait/time/clock";
import { waitForTask } from "../../../src/wait/waitForTask";
import { broken, done, running, silence } from "../../support/scriptedPoll";

/** Waits that end in every way, in a process of its own: it must end by itself right after. */
async function main(): Promise<void> {
  const clock = systemClock;
  const options = { clock, minDelayMs: 1, maxDelayMs: 5 };
  const user = new AbortController();
  const late = (): unknown => Promise.reject(new Error("a late callback"));
  setTimeout(() => {
    user.abort();
  }, 30);
  let asked = 0;
  const results = await Promise.all([
    waitForTask({ ...options, poll: () => Promise.resolve((asked += 1) > 3 ? done : running(1)) }),
    waitForTask({ ...options, poll: () => Promise.resolve(broken), onProgress: late }),
    waitForTask({ ...options, poll: () => Promise.resolve(running(1)), timeoutMs: 30 }),
    waitForTask({ clock, poll: () => Promise.resolve(running(1, 3_000)), signal: user.signal }),
    waitForTask({ clock, poll: silence, signal: user.signal }),
  ]);
  console.log(results.map(({ outcome }) => outcome).join(" "));
}

void main();
