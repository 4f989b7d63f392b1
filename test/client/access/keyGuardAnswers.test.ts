import { DcsError, type DcsErrorCode } from "../../../src/errors";
import { KeyGuard } from "../../../src/client/access/keyGuard";

const LOCK_MS = 300_000;
const key = { accessKey: "AK", secretKey: "SK", source: "a test" };
const { signal } = new AbortController();
const what = "the query";

/** What a request ended with: nothing for an answer with status 200. */
function errorOf(status: number | undefined, serviceCode?: string): DcsError | undefined {
  if (status === 200) return undefined;
  const codes: Record<number, DcsErrorCode> = { 401: "UNAUTHORIZED", 429: "THROTTLED" };
  const code = status ? (codes[status] ?? "SERVICE_ERROR") : "NETWORK";
  return new DcsError(code, `no ${status}`, { status, serviceCode });
}

type Step = readonly [status: number | undefined, at: number, serviceCode?: string | undefined];

/** Whether requests that are answered so, one after the other, are let through; `at` is the time. */
function play(...steps: readonly Step[]): boolean[] {
  let now = 0;
  const guard = new KeyGuard(() => now);
  return steps.map(([status, at, serviceCode]) => {
    now = at;
    try {
      guard.of(key).enter(what)?.settle(errorOf(status, serviceCode));
      return true;
    } catch {
      return false;
    }
  });
}

/** How many of two requests are let through together after an answer with this status. */
function sideBySide(status: number | undefined, serviceCode?: string): number {
  const guard = new KeyGuard(() => 0);
  guard.of(key).enter(what)?.settle(errorOf(status, serviceCode));
  return [1, 2].filter(() => guard.of(key).enter(what)).length;
}

test.each<[number, string | undefined]>([
  [200, undefined],
  [400, "DCS.4070"],
  [403, "DCS.2003"],
  [404, "APIGW.0101"],
  [499, "DCS.1"],
])(
  "after the status %d with the code %s, which proves the key, requests go side by side",
  (...row) => {
    expect(sideBySide(...row)).toBe(2);
  },
);

test.each<[number | undefined, string | undefined]>([
  [401, "APIGW.0301"],
  [408, "APIGW.9999"],
  [429, "APIGW.0308"],
  [500, "DCS.5000"],
  [503, undefined],
  [undefined, undefined],
  // These may be from a proxy, which knows nothing of keys.
  [302, undefined],
  [403, undefined],
  [404, undefined],
])(
  "after the status %s with the code %s, which proves nothing, one goes after the other",
  (...row) => {
    expect(sideBySide(...row)).toBe(1);
  },
);

test("a key that was rejected twice in a row is not tried for as long as a lock lasts", () => {
  expect(play([401, 0], [401, 10], [200, 20], [200, 9 + LOCK_MS], [200, 10 + LOCK_MS])).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});

test.each<[what: string, between: Step]>([
  ["an answer", [200, 1]],
  ["a 404 of the service", [404, 1, "DCS.3022"]],
])("rejections around %s are not in a row", (_, between) => {
  expect(play([401, 0], between, [401, 2], [200, 3], [401, 4], [401, 5], [200, 6])).toEqual([
    ...[true, true, true, true, true, true, false],
  ]);
});

test.each(["DCS.1004", "APIGW.0307"])(
  "%s is about the project or the region, and no rejection of the key",
  (serviceCode) => {
    const elsewhere: Step = [401, 0, serviceCode];
    expect(play(elsewhere, elsewhere, elsewhere, [401, 1], elsewhere, [401, 2], [200, 3])).toEqual([
      ...[true, true, true, true, true, true, false],
    ]);
  },
);

test("trouble in between does not make rejections forgotten", () => {
  expect(play([401, 0], [503, 1], [401, 2], [200, 3])).toEqual([true, true, true, false]);
});

test("after a lock's time the key may again be rejected twice", () => {
  const later = 10 + LOCK_MS;
  expect(play([401, 0], [401, 1], [401, later], [401, later + 1], [200, later + 2])).toEqual([
    ...[true, true, true, true, false],
  ]);
});

test("a wall clock that is set back does not prolong the lock", () => {
  const now = 10 * LOCK_MS;
  expect(play([401, now], [401, now], [200, now], [200, 0])).toEqual([true, true, false, true]);
});

test("while the key is held back, the error names the request and the last rejection", async () => {
  const guard = new KeyGuard(() => 0);
  for (const n of [1, 2]) {
    guard
      .of(key)
      .enter(what)
      ?.settle(new DcsError("UNAUTHORIZED", `rejection ${n}`));
  }
  const held = {
    code: "UNAUTHORIZED",
    message:
      "the query was not sent: the service has rejected these credentials 2 times in a row, and " +
      "further attempts would lock them; the last answer: rejection 2",
  };
  expect(() => guard.of(key).enter(what)).toThrow(expect.objectContaining(held) as Error);
  await expect(guard.of(key).ready(what, signal)).rejects.toMatchObject(held);
});

test("guards with the same wall clock share what they know, and others do not", () => {
  const now = () => 0;
  const [one, same, other] = [new KeyGuard(now), new KeyGuard(now), new KeyGuard(() => 0)];
  expect(one.of(key).enter(what)).toBeDefined();
  expect(same.of({ ...key, source: "another place" }).enter(what)).toBeUndefined();
  expect(same.of({ ...key, secretKey: "another" }).enter(what)).toBeDefined();
  expect(same.of({ ...key, securityToken: "T" }).enter(what)).toBeDefined();
  expect(same.of({ authToken: "T", source: "a test" }).enter(what)).toBeDefined();
  expect(other.of(key).enter(what)).toBeDefined();
});

test("of many keys those that were used last are remembered", () => {
  const guard = new KeyGuard(() => 0);
  const use = (n: number) => guard.of({ ...key, secretKey: `SK${n}` });
  const first = use(0);
  for (let n = 1; n < 256; n += 1) use(n);
  expect(use(0)).toBe(first);
  for (let n = 256; n < 511; n += 1) use(n);
  expect(use(0)).toBe(first);
  for (let n = 511; n < 767; n += 1) use(n);
  expect(use(0)).not.toBe(first);
});

describe("while one request tests the key", () => {
  const begin = () => {
    const guarded = new KeyGuard(() => 0).of(key);
    const pass = guarded.enter(what);
    return { guarded, pass };
  };

  test("another waits until it has ended, and is told that it waited", async () => {
    const { guarded, pass } = begin();
    let waited: boolean | undefined;
    const ready = guarded.ready(what, signal).then((one) => (waited = one));
    await new Promise(setImmediate);
    expect(waited).toBeUndefined();
    pass?.settle();
    await ready;
    expect(waited).toBe(true);
    await expect(guarded.ready(what, signal)).resolves.toBe(false);
  });

  test("one that is aborted leaves at once, and the test goes on", async () => {
    const { guarded, pass } = begin();
    const controller = new AbortController();
    const ready = guarded.ready(what, controller.signal);
    controller.abort(new Error("enough"));
    await expect(ready).rejects.toThrow("enough");
    expect(guarded.enter(what)).toBeUndefined();
    pass?.leave();
    expect(guarded.enter(what)).toBeDefined();
  });

  test("its own late end does not end the test of another", () => {
    const { guarded, pass } = begin();
    pass?.leave();
    expect(guarded.enter(what)).toBeDefined();
    pass?.leave();
    expect(guarded.enter(what)).toBeUndefined();
  });
});
