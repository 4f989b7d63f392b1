import { SingleFlight } from "../../../src/client/tasks/singleFlight";

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

const ask = (signal?: AbortSignal) =>
  shared.answer(
    (own) => new Promise((resolve, reject) => made.push({ signal: own, resolve, reject })),
    signal,
  );

test("who asks together, and who asks later, has the answer of one call", async () => {
  const [one, other] = [ask(), ask(new AbortController().signal)];
  made[0]?.resolve("a");
  await expect(Promise.all([one, other, ask()])).resolves.toEqual(["a", "a", "a"]);
  await expect(ask()).resolves.toBe("a");
  expect(made).toHaveLength(1);
  expect(made[0]?.signal.aborted).toBe(false);
});

test("a call that failed is made anew the next time", async () => {
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

test("a call that nobody waits for any more is aborted, and made anew", async () => {
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
