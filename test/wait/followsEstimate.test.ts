import { waitForTask } from "../../src/wait/waitForTask";
import { done, running, scriptedPoll } from "../support/scriptedPoll";
import { VirtualClock } from "../support/virtualClock";

/** A wait for a task of `seconds`, which tells the time left or else the percentage. */
async function play(seconds: number, hasEstimate: boolean) {
  const clock = new VirtualClock();
  const answer = () => {
    const at = clock.now() / 1000;
    if (at >= seconds) return done;
    return hasEstimate
      ? running(0, Math.round(seconds - at))
      : running(Math.floor((100 * at) / seconds));
  };
  const script = scriptedPoll(clock, [answer]);
  await waitForTask({ poll: script.poll, clock, random: () => 0.5 });
  return { queries: script.askedAt.length, lateMs: clock.now() - seconds * 1000 };
}

test("a wait asks when the service's estimate says that the task ends", async () => {
  const { queries, lateMs } = await play(50, true);
  expect(queries).toBeLessThanOrEqual(4);
  expect(lateMs).toBeLessThan(1_500);
});

test("a wait that is told the percentage alone finds the end by that", async () => {
  const { queries, lateMs } = await play(600, false);
  // By doubling the gap from one second to sixty it would be fifteen.
  expect(queries).toBeLessThanOrEqual(24);
  expect(lateMs).toBeLessThan(8_000);
});
