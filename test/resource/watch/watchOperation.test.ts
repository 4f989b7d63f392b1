import { beginWatch, type PlayedTask } from "./support/watchStage";

const resize = (more: Partial<PlayedTask> = {}): PlayedTask => ({
  ...{ id: "resize", createdAt: 0.5, endsAt: 30 },
  ...more,
});
const lists = (asked: readonly { readonly what: string }[]) =>
  asked.filter(({ what }) => what === "tasks").length;

describe("a watch waits for the tasks of an operation", () => {
  it("that ends after the task: it has nothing to wait for any more", async () => {
    const stage = beginWatch({ tasks: [resize()], inputs: { poll: { maxSeconds: 5 } } });
    expect(await stage.finishAt(45)).toBeUndefined();
    expect(stage.seconds()).toBeLessThan(46);
    const percents = stage.shown.flatMap((text) => /^(\d+)%/.exec(text)?.[1] ?? []);
    expect(new Set(percents).size).toBeGreaterThanOrEqual(4);
    expect(stage.shown).toContainEqual(expect.stringMatching(/^\d+%.* · EXTEND · 1\/1 move · /));
    expect(stage.shown.at(-1)).toBe("");
    expect(stage.kept).toEqual([]);
  });

  it("that ends before the task, as with a provider that does not wait", async () => {
    const stage = beginWatch({ tasks: [resize()] });
    expect(await stage.finishAt(1)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(30);
    expect(stage.seconds()).toBeLessThan(35);
  });

  it("whose task is listed 5 s after it has begun", async () => {
    const stage = beginWatch({ tasks: [resize({ createdAt: 5 })] });
    expect(await stage.finishAt(20)).toBeUndefined();
    expect(stage.asked).toContainEqual(expect.objectContaining({ what: "resize" }));
    expect(stage.seconds()).toBeGreaterThanOrEqual(30);
  });

  it("whose task is listed 5 s after it has ended", async () => {
    const stage = beginWatch({ tasks: [resize({ listedAt: 7 })] });
    expect(await stage.finishAt(2)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(30);
  });

  it("without a task, for the grace time and no longer", async () => {
    const stage = beginWatch();
    expect(await stage.finishAt(40)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(50);
    expect(stage.seconds()).toBeLessThan(51);
    expect(stage.asked.every(({ what }) => what === "tasks")).toBe(true);
    // While it goes on, and in the grace time.
    expect(lists(stage.asked.filter(({ at }) => at < 40))).toBeLessThanOrEqual(13);
    expect(lists(stage.asked.filter(({ at }) => at >= 40))).toBeLessThanOrEqual(8);
  });

  it("with two tasks, one after the other", async () => {
    const second = resize({ id: "second", createdAt: 32, endsAt: 50 });
    const stage = beginWatch({ tasks: [resize(), second] });
    expect(await stage.finishAt(40)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(50);
    expect(stage.asked).toContainEqual(expect.objectContaining({ what: "second" }));
  });

  it("with two tasks at once, in one line", async () => {
    const bind = resize({ id: "bind", name: "BindEip", endsAt: 12 });
    const stage = beginWatch({ tasks: [resize(), bind] });
    expect(await stage.finishAt(1)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(30);
    for (const what of ["resize", "bind"])
      expect(stage.asked).toContainEqual(expect.objectContaining({ what, at: 1 }));
    expect(stage.shown).toContainEqual(expect.stringMatching(/^50%.* · 1\/2 tasks · EXTEND/));
  });

  it("and for one that was unfinished before", async () => {
    const stage = beginWatch({ tasks: [resize({ createdAt: -600, endsAt: 20 })] });
    expect(await stage.finishAt(1)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(20);
  });

  it("of the wanted names only", async () => {
    const bind = resize({ id: "bind", name: "BindEip", fails: "DCS.1", endsAt: 12 });
    const stage = beginWatch({ tasks: [resize(), bind], inputs: { taskName: "EXTEND" } });
    expect(await stage.finishAt(40)).toBeUndefined();
  });

  it("and asks nothing after that", async () => {
    const stage = beginWatch({ tasks: [resize()] });
    await stage.finishAt(40);
    const before = stage.asked.length;
    await stage.pass(3_600);
    expect(stage.asked).toHaveLength(before);
  });
});

describe("a task that fails", () => {
  it("while the operation goes on is the error at its end, and nothing more is asked", async () => {
    const other = resize({ id: "other", name: "BindEip", endsAt: 100 });
    const stage = beginWatch({ tasks: [resize({ fails: "DCS.4842", endsAt: 10 }), other] });
    await stage.pass(60);
    expect(stage.asked.every(({ at }) => at < 15)).toBe(true);
    const error = await stage.finishAt(120);
    expect(error).toMatchObject({ code: "TASK_FAILED" });
    expect(String(error)).toMatch(/task resize of instance i-1 failed at 50 % in step .*DCS\.4842/);
    expect(stage.seconds()).toBeLessThan(121);
    expect(stage.asked.every(({ at }) => at < 15)).toBe(true);
  });

  it("leaves one warning where failures are recorded, and the other tasks are waited for", async () => {
    const other = resize({ id: "other", name: "BindEip", endsAt: 50 });
    const stage = beginWatch({
      tasks: [resize({ fails: "DCS.4842", endsAt: 10 }), other],
      inputs: { onFailure: "record" },
    });
    expect(await stage.finishAt(20)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(50);
    expect(stage.kept).toEqual([expect.stringMatching(/recorded, not an error: .*DCS\.4842/)]);
  });
});

describe("a task that had ended before the operation began is none of its tasks", () => {
  const failed = { id: "old", fails: "DCS.4842" };
  it.each([
    ["long ago", { createdAt: -900, endsAt: -600 }],
    ["after a long life, a moment ago", { createdAt: -60, endsAt: -0.2 }],
    ["after a short life, a moment ago", { createdAt: -1.5, endsAt: -0.5 }],
  ])("%s", async (_when, times) => {
    const stage = beginWatch({ tasks: [{ ...failed, ...times }, resize()] });
    expect(await stage.finishAt(40)).toBeUndefined();
    expect(stage.asked).not.toContainEqual(expect.objectContaining({ what: "old" }));
  });

  it("whatever later answers say of the service's clock", async () => {
    const old = { ...failed, createdAt: -8, endsAt: -6 };
    const dateLag = (answer: number) => (answer > 1 ? 10 : 0);
    const stage = beginWatch({ tasks: [old, resize()], dateLag });
    expect(await stage.finishAt(40)).toBeUndefined();
    expect(stage.asked).not.toContainEqual(expect.objectContaining({ what: "old" }));
  });

  it("but one that was created and ended before the first answer is", async () => {
    const trouble = (at: number) => (at < 8 ? new TypeError("fetch failed") : undefined);
    const stage = beginWatch({ tasks: [resize({ fails: "DCS.4842", endsAt: 5 })], trouble });
    expect(await stage.finishAt(20)).toMatchObject({ code: "TASK_FAILED" });
  });
});

describe("trouble", () => {
  const down = () => new TypeError("fetch failed");
  const refused = () =>
    Response.json({ error_msg: "bad key", error_code: "APIGW.0301" }, { status: 401 });

  it.each([
    ["while the task runs", 3, 20],
    ["from the beginning until after the operation", 0, 45],
    ["around the end of the operation", 35, 60],
  ])("of the network %s passes", async (_when, from, to) => {
    const trouble = (at: number) => (at >= from && at < to ? down() : undefined);
    const stage = beginWatch({ tasks: [resize()], trouble });
    expect(await stage.finishAt(40)).toBeUndefined();
    expect(stage.asked).toContainEqual(expect.objectContaining({ what: "resize" }));
  });

  it("does not hide a failure", async () => {
    const trouble = (at: number) => (at >= 3 && at < 45 ? down() : undefined);
    const stage = beginWatch({ tasks: [resize({ fails: "DCS.4842" })], trouble });
    expect(await stage.finishAt(40)).toMatchObject({ code: "TASK_FAILED" });
  });

  it("with the key is the error at the end, after at most two requests", async () => {
    const stage = beginWatch({ tasks: [resize()], trouble: refused });
    expect(await stage.finishAt(600)).toMatchObject({ code: "UNAUTHORIZED" });
    expect(stage.asked.length).toBeLessThanOrEqual(2);
    expect(stage.seconds()).toBeLessThan(601);
  });
});

describe("the time-out counts from the end of the operation", () => {
  const inputs = { timeoutSeconds: 30 };

  it("so that a task that ends in time after it is waited for", async () => {
    const stage = beginWatch({ tasks: [resize({ endsAt: 125 })], inputs });
    expect(await stage.finishAt(100)).toBeUndefined();
    expect(stage.seconds()).toBeGreaterThanOrEqual(125);
  });

  it("and one that does not is an error when the time is up", async () => {
    const stage = beginWatch({ tasks: [resize({ endsAt: 1_000 })], inputs });
    const error = await stage.finishAt(100);
    expect(error).toMatchObject({ code: "TIMED_OUT" });
    expect(String(error)).toContain("after 30s (the limit is 30 s)");
    expect(String(error)).toContain('follow it with "dcs-task wait i-1 resize"');
    expect(stage.seconds()).toBeGreaterThanOrEqual(130);
    expect(stage.seconds()).toBeLessThan(131);
  });

  it("also for tasks one after the other", async () => {
    const second = resize({ id: "second", createdAt: 118, endsAt: 1_000 });
    const stage = beginWatch({ tasks: [resize({ endsAt: 120 }), second], inputs });
    expect(await stage.finishAt(100)).toMatchObject({ code: "TIMED_OUT" });
    expect(stage.seconds()).toBeLessThan(131);
  });

  it("and leaves one warning where it is recorded", async () => {
    const stage = beginWatch({
      tasks: [resize({ endsAt: 1_000 })],
      inputs: { ...inputs, onTimeout: "record" },
    });
    expect(await stage.finishAt(100)).toBeUndefined();
    expect(stage.kept).toEqual([expect.stringMatching(/recorded, not an error: .*unfinished/)]);
    expect(stage.seconds()).toBeLessThan(131);
  });
});

describe("an operation that fails never ends for its watch, which asks nothing once the time is up", () => {
  const inputs = { timeoutSeconds: 30 };

  it.each<[string, PlayedTask[]]>([
    ["without a task", []],
    ["with a task that goes on", [resize({ endsAt: 10_000 })]],
    ["with a task that has ended", [resize({ endsAt: 5 })]],
  ])("%s, and its row is empty", async (_which, tasks) => {
    const stage = beginWatch({ tasks, inputs });
    await stage.pass(36);
    // A row that has shown nothing needs no empty text.
    expect(stage.shown.at(-1) ?? "").toBe("");
    const [asked, shown] = [stage.asked.length, stage.shown.length];
    await stage.pass(7_200);
    expect(stage.asked).toHaveLength(asked);
    expect(stage.shown).toHaveLength(shown);
  });

  it("in trouble, too", async () => {
    const trouble = (at: number) => (at > 3 ? new TypeError("fetch failed") : undefined);
    const stage = beginWatch({ tasks: [resize({ endsAt: 10_000 })], inputs, trouble });
    await stage.pass(7_200);
    expect(stage.shown.at(-1)).toBe("");
    expect(stage.asked.every(({ at }) => at < 32)).toBe(true);
  });

  it.each([
    ["goes on", 20],
    ["is about to begin", 0],
  ])(
    "but a long one is watched again after its end, with trouble as its task %s",
    async (_, from) => {
      const trouble = (at: number) =>
        at > from + 1 && at < 95 ? new TypeError("failed") : undefined;
      const task = resize({ createdAt: from === 0 ? 10 : 0.5, endsAt: 125 });
      const stage = beginWatch({ tasks: [task], inputs, trouble });
      expect(await stage.finishAt(100)).toBeUndefined();
      expect(stage.seconds()).toBeGreaterThanOrEqual(125);
      expect(stage.shown).toContainEqual(expect.stringMatching(/^\d\d%/));
      expect(stage.shown.at(-1)).toBe("");
    },
  );

  it("and what failed meanwhile is the error at its end", async () => {
    const stage = beginWatch({ tasks: [resize({ endsAt: 50, fails: "DCS.4842" })], inputs });
    expect(await stage.finishAt(100)).toMatchObject({ code: "TASK_FAILED" });
  });
});

describe("a watch that fails before an operation that fails too shows last", () => {
  const refused = (status: number) =>
    Response.json({ error_msg: "no", error_code: "APIGW.0301" }, { status });
  const failing = resize({ fails: "DCS.4842", endsAt: 10 });

  it.each<[string, RegExp, Parameters<typeof beginWatch>[0]]>([
    ["a wrong key", /^tasks not followed: UNAUTHORIZED$/, { trouble: () => refused(401) }],
    [
      "a permission that is taken away",
      /^tasks not followed: FORBIDDEN$/,
      { tasks: [resize()], trouble: (at) => (at > 10 ? refused(403) : undefined) },
    ],
    [
      "a task that failed",
      /^50% failed · 0 of 1 task · EXTEND · 1\/1 move \(failed\) · 1\ds · \d queries$/,
      { tasks: [failing], inputs: { poll: { maxSeconds: 3 } } },
    ],
  ])("%s", async (_what, last, options) => {
    const stage = beginWatch(options);
    await stage.pass(60);
    expect(stage.shown.at(-1)).toMatch(last);
    const { length } = stage.shown;
    // No timer shows another text.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(stage.shown).toHaveLength(length);
  });
});
