import { compareInTurns, median } from "../../lab/shared/compare.ts";
import { renderTable } from "../../lab/shared/table.ts";
import { TimerQueue } from "../../lab/shared/timerQueue.ts";
import { inVirtualTime } from "../../lab/shared/virtualTime.ts";
import { spreadLabels } from "../../lab/bench/spreadLabels.ts";

test("columns of figures go to the right, all others to the left", () => {
  const body = [
    ["a", "1.50", "22.12.0", "-"],
    ["bcde", "12", "24", "7 %"],
  ];
  expect(renderTable(["name", "n", "version", "busy"], body).split("\n")).toEqual([
    "| name |    n | version | busy |",
    "| ---- | ---: | ------- | ---: |",
    "| a    | 1.50 | 22.12.0 |    - |",
    "| bcde |   12 | 24      |  7 % |",
  ]);
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])("the median of %j is %d", (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});

test("methods are measured in turn, and the first round does not count", async () => {
  const order: string[] = [];
  let call = 0;
  const figures = await compareInTurns(
    { a: "A", b: "B" },
    {
      rounds: 3,
      run: (method) => {
        order.push(method);
        return call++;
      },
    },
  );
  expect(order.join("")).toBe("ABABABAB");
  expect(figures).toEqual({ a: 4, b: 5 });
});

test("timers come out by their time, and only those that are due", () => {
  const queue = new TimerQueue();
  const times = [5, 3, 9, 1, 7, 3, 8, 2];
  for (const at of times) queue.add(at, () => undefined);
  expect(queue.take(0)).toBeUndefined();
  const taken = times.map(() => queue.take()?.at);
  expect(taken).toEqual(times.toSorted((one, other) => one - other));
  expect(queue.take()).toBeUndefined();
});

test("an hour of virtual time passes at once, with dates to match, and leaves the machine's own", async () => {
  const { setTimeout, Date } = globalThis;
  const startedAt = performance.now();
  const seen = await inVirtualTime(1, async (now) => {
    const cancelled = globalThis.setTimeout(() => {
      throw new Error("it was cancelled");
    }, 1_000);
    clearTimeout(cancelled);
    await new Promise((resolve) => globalThis.setTimeout(resolve, 3_600_000));
    return [now(), globalThis.Date.now(), new globalThis.Date().getTime()];
  });
  expect(seen).toEqual([3_600_000, 3_600_000, 3_600_000]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect([globalThis.setTimeout, globalThis.Date]).toEqual([setTimeout, Date]);
});

test("what waits for nothing in virtual time is an error", async () => {
  const stuck = inVirtualTime(1, () => new Promise(() => undefined));
  await expect(stuck).rejects.toThrow("nothing is left to wait for");
});

test("labels keep a line's height from each other, in the order of their points", () => {
  const axis = { domain: [1, 100], height: 150 } as const;
  const delays = [10, 10.1, 10.2, 50];
  const labels = spreadLabels(
    delays.map((delay) => ({ delay })),
    axis,
  ).map(({ labelAt }) => Math.log(labelAt));
  const step = (Math.log(100) * 15) / 150;
  labels.slice(1).forEach((label, index) => {
    expect(label - (labels[index] ?? NaN)).toBeGreaterThanOrEqual(step - 1e-9);
  });
  expect(Math.exp(labels.at(-1) ?? NaN)).toBeCloseTo(50);
});
