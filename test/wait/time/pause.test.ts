import { pause } from "../../../src/wait/time/pause";
import { VirtualClock } from "../../support/virtualClock";

/** A clock that tells whether its sleep was cut short. */
function setUp() {
  const clock = new VirtualClock();
  let slept: AbortSignal | undefined;
  const watched = {
    now: () => clock.now(),
    sleep: (ms: number, signal?: AbortSignal) => {
      slept = signal;
      return clock.sleep(ms, signal);
    },
  };
  return { clock, watched, signalOfSleep: () => slept };
}

const never = new AbortController().signal;

test("a pause lasts as long as it is told to, and then listens to nothing", async () => {
  const { clock, watched, signalOfSleep } = setUp();
  const unsubscribe = jest.fn();
  await pause(5_000, watched, never, () => unsubscribe);
  expect(clock.now()).toBe(5_000);
  expect(unsubscribe).toHaveBeenCalledTimes(1);
  expect(signalOfSleep()?.aborted).toBe(true);
});

test("news end a pause, and its sleep with it", async () => {
  const { clock, watched, signalOfSleep } = setUp();
  await pause(5_000, watched, never, (wake) => {
    clock.after(1_000, wake);
    return () => undefined;
  });
  expect(clock.now()).toBe(1_000);
  expect(signalOfSleep()?.aborted).toBe(true);
});

test("an aborted signal ends a pause, and its sleep with it", async () => {
  const { clock, watched, signalOfSleep } = setUp();
  const controller = new AbortController();
  clock.after(2_000, () => {
    controller.abort();
  });
  await pause(5_000, watched, controller.signal);
  expect(clock.now()).toBe(2_000);
  expect(signalOfSleep()?.aborted).toBe(true);
});
