import { type FlightOptions, SingleFlight } from "../../../src/wait/time/singleFlight";
import { reportTurn, watchTurn } from "../../../src/wait/time/turnWatch";
import { VirtualClock } from "../../support/virtualClock";

interface MadeCall {
  readonly signal: AbortSignal;
  readonly resolve: (answer: string) => void;
  readonly reject: (error: Error) => void;
}

let made: MadeCall[];
let shared: SingleFlight<string>;
beforeEach(() => {
  made = [];
  shared = new SingleFlight();
});

const ask = (signal?: AbortSignal, options: Omit<FlightOptions, "signal"> = {}) =>
  shared.answer(
    (own) => new Promise((resolve, reject) => made.push({ signal: own, resolve, reject })),
    { signal, ...options },
  );

test("who asks together, and who asks later, has the answer of one call", async () => {
  const [one, other] = [ask(), ask(new AbortController().signal)];
  made[0]?.resolve("a");
  await expect(Promise.all([one, other, ask()])).resolves.toEqual(["a", "a", "a"]);
  await expect(ask()).resolves.toBe("a");
  expect(made).toHaveLength(1);
  expect(made[0]?.signal.aborted).toBe(false);
});

test("a call that failed is made again the next time", async () => {
  const [one, other] = [ask(), ask()];
  made[0]?.reject(new Error("no"));
  await expect(one).rejects.toThrow("no");
  await expect(other).rejects.toThrow("no");
  const again = ask();
  made[1]?.resolve("a");
  await expect(again).resolves.toBe("a");
});

test("who has aborted already makes no call", async () => {
  await expect(ask(AbortSignal.abort())).resolves.toBeUndefined();
  expect(made).toHaveLength(0);
});

test("one's abort is one's own while another waits", async () => {
  const [mine, yours] = [new AbortController(), new AbortController()];
  const [one, other] = [ask(mine.signal), ask(yours.signal)];
  mine.abort();
  await expect(one).resolves.toBeUndefined();
  expect(made[0]?.signal.aborted).toBe(false);
  made[0]?.resolve("a");
  await expect(other).resolves.toBe("a");
  expect(made).toHaveLength(1);
});

test("a call that no caller waits for any more is aborted, and made again", async () => {
  const [mine, yours] = [new AbortController(), new AbortController()];
  const both = [ask(mine.signal), ask(yours.signal)];
  mine.abort();
  yours.abort();
  await expect(Promise.all(both)).resolves.toEqual([undefined, undefined]);
  expect(made[0]?.signal.aborted).toBe(true);
  const again = ask();
  expect(made).toHaveLength(2);
  // The end of the old call is not that of the new one.
  made[0]?.reject(new Error("aborted"));
  await Promise.resolve();
  const late = ask();
  made[1]?.resolve("a");
  await expect(Promise.all([again, late])).resolves.toEqual(["a", "a"]);
  expect(made).toHaveLength(2);
});

test("an answer and a failure serve those for whom they are young enough", async () => {
  const clock = new VirtualClock();
  const young = { clock, maxAgeMs: 1_000, maxFailureAgeMs: 500 };
  const first = ask(undefined, young);
  made[0]?.reject(new Error("no"));
  await expect(first).rejects.toThrow("no");
  await clock.sleep(499);
  await expect(ask(undefined, young)).rejects.toThrow("no");
  expect(made).toHaveLength(1);
  await clock.sleep(1);
  const second = ask(undefined, young);
  made[1]?.resolve("a");
  await expect(second).resolves.toBe("a");
  await clock.sleep(999);
  await expect(ask(undefined, young)).resolves.toBe("a");
  expect(shared.has(young)).toBe(true);
  await clock.sleep(1);
  expect(shared.has(young)).toBe(false);
  // One that takes long is shared for as long as it is under way.
  const slow = ask(undefined, young);
  await clock.sleep(60_000);
  const late = ask(undefined, young);
  made[2]?.resolve("b");
  await expect(Promise.all([slow, late])).resolves.toEqual(["b", "b"]);
  expect(made).toHaveLength(3);
});

test("the age by another clock is not known", async () => {
  const young = { clock: new VirtualClock(), maxAgeMs: 1_000 };
  const first = ask(undefined, young);
  made[0]?.resolve("a");
  await first;
  expect(shared.has(young)).toBe(true);
  expect(shared.has({ ...young, clock: new VirtualClock() })).toBe(false);
  expect(shared.has({})).toBe(true);
});

test("an abort after the end does not forget the answer", async () => {
  const controller = new AbortController();
  const one = ask(controller.signal);
  made[0]?.resolve("a");
  await one;
  controller.abort();
  await expect(ask()).resolves.toBe("a");
});

test("each caller learns whether the shared call waits for its turn", async () => {
  const [mine, yours] = [new AbortController().signal, new AbortController().signal];
  const heard: boolean[] = [];
  const alsoHeard: boolean[] = [];
  watchTurn(mine, (isQueued) => heard.push(isQueued));
  watchTurn(yours, (isQueued) => alsoHeard.push(isQueued));
  const one = ask(mine);
  reportTurn(made[0]?.signal, true);
  const other = ask(yours);
  reportTurn(made[0]?.signal, false);
  expect(heard).toEqual([false, true, false]);
  expect(alsoHeard).toEqual([true, false]);
  made[0]?.resolve("a");
  await Promise.all([one, other]);
  reportTurn(made[0]?.signal, true);
  expect(heard).toHaveLength(3);
});
