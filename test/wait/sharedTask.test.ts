import type { TaskProgress } from "../../src/taskProgress";
import { SharedTask } from "../../src/wait/sharedTask";
import { reportTurn } from "../../src/wait/time/turnWatch";
import { done, running } from "../support/scriptedPoll";
import { VirtualClock } from "../support/virtualClock";

const never = new AbortController().signal;

/** A task shared by waits, and what it asked; each query takes 100 ms. */
function setUp(answers: readonly TaskProgress[] = [running(10), running(20), done]) {
  const clock = new VirtualClock();
  const asked: AbortSignal[] = [];
  const onLastLeft = jest.fn();
  let drawn = 0;
  const task = new SharedTask({
    ask: async (signal) => {
      asked.push(signal);
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? done;
      await clock.sleep(100);
      return answer;
    },
    clock,
    random: () => (drawn += 1) / 100,
    onLastLeft,
  });
  return { clock, asked, onLastLeft, task };
}

test("who asks while another one does gets the same answer", async () => {
  const { asked, task } = setUp();
  const [one, other] = [task.join(), task.join()];
  expect(await Promise.all([one.poll(never), other.poll(never)])).toEqual([
    running(10),
    running(10),
  ]);
  expect(asked).toHaveLength(1);
});

test("an answer that another wait asked for is used once, and then asked for again", async () => {
  const { asked, task } = setUp();
  const [one, other] = [task.join(), task.join()];
  await one.poll(never);
  expect(await other.poll(never)).toEqual(running(10));
  expect(asked).toHaveLength(1);
  expect(await other.poll(never)).toEqual(running(20));
  expect(await one.poll(never)).toEqual(running(20));
  expect(await one.poll(never)).toEqual(done);
  expect(asked).toHaveLength(3);
});

test.each([
  [900, 1],
  [1_000, 2],
  [5_000, 2],
])("a wait that begins %d ms after an answer makes the queries %d in all", async (ms, count) => {
  const { clock, asked, task } = setUp();
  await task.join().poll(never);
  await clock.sleep(ms);
  await task.join().poll(never);
  expect(asked).toHaveLength(count);
});

test("a sleeping wait is woken by the answer to another one, unless it no longer listens", async () => {
  const { task } = setUp();
  const [one, listener, gone] = [task.join(), task.join(), task.join()];
  const [woken, notWoken] = [jest.fn(), jest.fn()];
  listener.onNews(woken);
  const unsubscribe = gone.onNews(notWoken);
  unsubscribe();
  await one.poll(never);
  expect(woken).toHaveBeenCalledTimes(1);
  expect(notWoken).not.toHaveBeenCalled();
});

test("the jitter is the same for all until the next answer", async () => {
  const { task } = setUp();
  const [one, other] = [task.join(), task.join()];
  const before = one.random();
  expect([one.random(), other.random()]).toEqual([before, before]);
  await one.poll(never);
  expect(one.random()).not.toBe(before);
  expect(other.random()).toBe(one.random());
});

test("the query under way ends with the last of the waits, and not before", async () => {
  const { asked, onLastLeft, task } = setUp();
  const [one, other] = [task.join(), task.join()];
  const polls = Promise.allSettled([one.poll(never), other.poll(never)]);
  one.leave();
  expect(asked[0]?.aborted).toBe(false);
  expect(onLastLeft).not.toHaveBeenCalled();
  other.leave();
  expect(asked[0]?.aborted).toBe(true);
  expect(onLastLeft).toHaveBeenCalledTimes(1);
  await polls;
});

test("a query that the only wait gives up is aborted although the wait goes on", async () => {
  const { asked, task } = setUp();
  const gaveUp = new AbortController();
  const poll = task.join().poll(gaveUp.signal);
  gaveUp.abort();
  await expect(poll).rejects.toBe(gaveUp.signal.reason);
  expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
});

test("a query whose waits have aborted goes on for one that sleeps", async () => {
  const { asked, clock, task } = setUp();
  const [mine, yours] = [new AbortController(), new AbortController()];
  const [one, other, later] = [task.join(), task.join(), task.join()];
  const woken = jest.fn();
  later.onNews(woken);
  const polls = Promise.allSettled([one.poll(mine.signal), other.poll(yours.signal)]);
  mine.abort();
  yours.abort();
  await polls;
  expect(asked[0]?.aborted).toBe(false);
  await clock.sleep(200);
  expect(woken).toHaveBeenCalledTimes(1);
  expect(await later.poll(never)).toEqual(running(10));
  expect(asked).toHaveLength(1);
});

test("a query that is given up before it was sent is no news for the waits that sleep", async () => {
  const { asked, clock, task } = setUp();
  const mine = new AbortController();
  const [one, later] = [task.join(), task.join()];
  const woken = jest.fn();
  later.onNews(woken);
  const poll = Promise.allSettled([one.poll(mine.signal)]);
  reportTurn(asked[0], true);
  mine.abort();
  await poll;
  expect(asked[0]?.aborted).toBe(true);
  await clock.sleep(200);
  expect(woken).not.toHaveBeenCalled();
  expect(await later.poll(never)).toEqual(running(20));
});

test("a wait that aborts leaves the query to the others", async () => {
  const { asked, task } = setUp();
  const mine = new AbortController();
  const [one, other] = [task.join(), task.join()];
  const aborted = one.poll(mine.signal);
  const answer = other.poll(never);
  mine.abort(new Error("enough"));
  await expect(aborted).rejects.toThrow("enough");
  expect(await answer).toEqual(running(10));
  expect(asked[0]?.aborted).toBe(false);
});
