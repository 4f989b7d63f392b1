import { DcsError, type DcsErrorCode } from "../../../src/errors";
import { KeyGuard } from "../../../src/client/http/keyGuard";

const LOCK_MS = 300_000;
const key = { accessKey: "AK", secretKey: "SK", source: "a test" };
const { signal } = new AbortController();

const answer = (status: number | undefined) => () =>
  status === 200 ? Promise.resolve("fine") : Promise.reject(errorOf(status));

function errorOf(status: number | undefined): DcsError {
  const codes: Record<number, DcsErrorCode> = { 401: "UNAUTHORIZED", 429: "THROTTLED" };
  return new DcsError(status ? (codes[status] ?? "SERVICE_ERROR") : "NETWORK", "no", { status });
}

/** What becomes of requests that are answered so, one after the other; `at` is the time of each. */
async function play(...answers: readonly (readonly [status: number | undefined, at: number])[]) {
  let now = 0;
  const guard = new KeyGuard(() => now);
  const made: boolean[] = [];
  for (const [status, at] of answers) {
    now = at;
    const request = jest.fn(answer(status));
    await guard.run(key, signal, request).catch(() => undefined);
    made.push(request.mock.calls.length > 0);
  }
  return made;
}

/** How many of two requests are under way together after an answer with this status. */
async function sideBySide(status: number | undefined): Promise<number> {
  const guard = new KeyGuard(() => 0);
  await guard.run(key, signal, answer(status)).catch(() => undefined);
  const never = jest.fn(() => new Promise<never>(() => undefined));
  void guard.run(key, signal, never);
  void guard.run(key, signal, never);
  await new Promise((resolve) => setImmediate(resolve));
  return never.mock.calls.length;
}

test.each([200, 400, 403, 404, 409, 499])(
  "after the status %d, which proves the key, requests go side by side",
  async (status) => {
    await expect(sideBySide(status)).resolves.toBe(2);
  },
);

test.each([401, 408, 429, 500, 503, undefined])(
  "after the status %s, which says nothing of the key, one goes after the other",
  async (status) => {
    await expect(sideBySide(status)).resolves.toBe(1);
  },
);

test("a key that was refused twice in a row is not tried for as long as a lock lasts", async () => {
  await expect(
    play([401, 0], [401, 10], [200, 20], [200, 9 + LOCK_MS], [200, 10 + LOCK_MS]),
  ).resolves.toEqual([true, true, false, false, true]);
});

test.each([200, 404])("refusals around the status %d are not in a row", async (status) => {
  await expect(
    play([401, 0], [status, 1], [401, 2], [200, 3], [401, 4], [401, 5], [200, 6]),
  ).resolves.toEqual([true, true, true, true, true, true, false]);
});

test("trouble in between does not make refusals forgotten", async () => {
  await expect(play([401, 0], [503, 1], [401, 2], [200, 3])).resolves.toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("after a lock's time the key may again be refused twice", async () => {
  const later = 10 + LOCK_MS;
  await expect(
    play([401, 0], [401, 1], [401, later], [401, later + 1], [200, later + 2]),
  ).resolves.toEqual([true, true, true, true, false]);
});

test("while the key is held back, the last refusal is the answer", async () => {
  const guard = new KeyGuard(() => 0);
  const refusals = [errorOf(401), errorOf(401)];
  for (const refusal of refusals) {
    await guard.run(key, signal, () => Promise.reject(refusal)).catch(() => undefined);
  }
  await expect(guard.run(key, signal, answer(200))).rejects.toBe(refusals[1]);
});
