import { DcsError, type SourcedCredentials } from "../../../src/client";
import {
  renewCredentials,
  type TemporaryCredentials,
} from "../../../src/client/credentials/renewCredentials";

const HOUR = 3_600_000;
let time = 0;
let loads = 0;

/** The n-th key, which lives for `life`. */
const key = (n: number): SourcedCredentials => ({
  accessKey: `AK-${n}`,
  secretKey: `SK-${n}`,
  securityToken: `T-${n}`,
  source: "here",
});
const issue =
  (life = 24 * HOUR) =>
  (): Promise<TemporaryCredentials> => {
    loads += 1;
    return Promise.resolve({ credentials: key(loads), expiresAt: time + life });
  };
const provide = (load: () => Promise<TemporaryCredentials | undefined>) =>
  renewCredentials(load, () => time);
const failing = (error: DcsError) => (): Promise<never> => {
  loads += 1;
  return Promise.reject(error);
};

beforeEach(() => {
  time = Date.UTC(2026, 0, 1);
  loads = 0;
});

describe("temporary credentials", () => {
  it("are got once for all who ask, and kept", async () => {
    const provider = provide(issue());
    const found = await Promise.all([provider(), provider(), provider()]);
    expect(found).toEqual([key(1), key(1), key(1)]);
    expect(await provider()).toEqual(key(1));
    expect(loads).toBe(1);
  });

  it.each([
    ["a day", 24 * HOUR, 24 * HOUR - 40 * 60_000],
    ["an hour", HOUR, 45 * 60_000],
    ["four seconds", 4_000, 3_000],
  ])("that live for %s are renewed before they end", async (_, life, renewAfter) => {
    const provider = provide(issue(life));
    await provider();
    time += renewAfter - 1;
    expect(await provider()).toEqual(key(1));
    time += 1;
    expect(await provider()).toEqual(key(2));
  });

  it("are used until their end where new ones are not to be had", async () => {
    let isDown = false;
    const load = issue(HOUR);
    const down = failing(new DcsError("NETWORK", "down"));
    const provider = provide(() => (isDown ? down() : load()));
    await provider();
    isDown = true;
    time += HOUR - 60_000;
    expect(await provider()).toEqual(key(1));
    const asked = loads;
    expect(await provider()).toEqual(key(1));
    expect(loads).toBe(asked);
    time += 60_000;
    await expect(provider()).rejects.toThrow("down");
    isDown = false;
    expect(await provider()).toEqual(key(loads));
  });

  it("are refreshed when they were rejected, once for all queries that were rejected", async () => {
    const provider = provide(issue());
    const refused = await provider();
    const again = { refresh: true, refused };
    expect(await Promise.all([provider(again), provider(again)])).toEqual([key(2), key(2)]);
    // One whose answer came late.
    expect(await provider(again)).toEqual(key(2));
    expect(loads).toBe(2);
  });

  it("that were refused are not given again where new ones are not to be had", async () => {
    let isDown = false;
    const load = issue();
    const down = failing(new DcsError("NETWORK", "down"));
    const provider = provide(() => (isDown ? down() : load()));
    const refused = await provider();
    isDown = true;
    await expect(provider({ refresh: true, refused })).rejects.toThrow("down");
  });

  it("are refreshed when the rejected ones are not named", async () => {
    const provider = provide(issue());
    await provider();
    expect(await provider({ refresh: true })).toEqual(key(2));
  });

  it("that seem to have ended when they are new are kept: the clock is wrong", async () => {
    const provider = provide(issue(-HOUR));
    await provider();
    time += 60_000;
    expect(await provider()).toEqual(key(1));
  });

  it.each(["UNAUTHORIZED", "FORBIDDEN"] as const)(
    "are not asked for again for five minutes after %s, lest the user be locked",
    async (code) => {
      const provider = provide(failing(new DcsError(code, "wrong password")));
      await expect(provider()).rejects.toThrow("wrong password");
      time += 5 * 60_000 - 1;
      await expect(provider({ refresh: true })).rejects.toThrow("wrong password");
      expect(loads).toBe(1);
      time += 1;
      await expect(provider()).rejects.toThrow("wrong password");
      expect(loads).toBe(2);
    },
  );

  it("that are not there are looked for again after a minute", async () => {
    const provider = provide(() => {
      loads += 1;
      return Promise.resolve(undefined);
    });
    expect(await provider()).toBeUndefined();
    time += 59_999;
    expect(await provider()).toBeUndefined();
    expect(loads).toBe(1);
    time += 1;
    await provider();
    expect(loads).toBe(2);
  });
});
