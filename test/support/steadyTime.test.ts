import { setTimeout as pass } from "node:timers/promises";
import { fastTime } from "./fastClock";
import { steadyNow } from "./steadyTime";

/** Holds the process up, as a busy machine does. */
function holdUp(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("the time stands still while the process is held up, and goes on while it waits", async () => {
  const before = steadyNow();
  holdUp(200);
  expect(steadyNow() - before).toBeLessThan(50);
  while (steadyNow() - before < 50) await pass(1);
});

test("a sleep that the machine prolongs is over when its own time has passed", async () => {
  const { clock } = fastTime(10);
  const end = clock.now() + 500;
  const sleep = clock.sleep(500);
  holdUp(100);
  expect(clock.now()).toBeLessThan(end);
  await sleep;
  expect(clock.now()).toBeGreaterThanOrEqual(end);
});
