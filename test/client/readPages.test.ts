import { readPages } from "../../src/client/readPages";

const what = "ListBackgroundTask (GET https://dcs.example/tasks)";
const page = (from: number, count: number) => ({
  tasks: Array.from({ length: count }, (_, index) => ({ id: `t${from + index}` })),
});

/** The ids that come of these pages, the last one for ever, and what was asked for. */
async function read(pages: readonly object[], window = {}) {
  const asked: Readonly<Record<string, string>>[] = [];
  const ids: string[] = [];
  const ask = (query: Readonly<Record<string, string>>) => {
    asked.push(query);
    return Promise.resolve({ json: pages[Math.min(asked.length, pages.length) - 1], what });
  };
  for await (const { id } of readPages(window, ask)) ids.push(id);
  return { asked, ids };
}

const offsets = (asked: readonly Readonly<Record<string, string>>[]) =>
  asked.map(({ offset }) => Number(offset));
const withCount = (task_count: unknown, ...pages: readonly object[]) =>
  pages.map((one) => ({ ...one, task_count }));

test.each<[string, readonly object[], number, number[]]>([
  ["the last page is short", withCount(199, page(0, 100), page(100, 99)), 199, [0, 100]],
  ["each page is shorter than asked", withCount(120, page(0, 50), page(50, 50), page(100, 20)), 120, [0, 50, 100]], // prettier-ignore
  ["the count is text", withCount("120", page(0, 50), page(50, 50), page(100, 20)), 120, [0, 50, 100]], // prettier-ignore
  ["there is none", withCount(0, page(0, 0)), 0, [0]],
  ["the count is that of a full page", withCount(100, page(0, 100), page(100, 100), page(200, 5)), 205, [0, 100, 200]], // prettier-ignore
  ["there is no count", [page(0, 100), page(100, 30), page(130, 0)], 130, [0, 100, 130]],
  ["the count is too large", withCount(500, page(0, 100), page(100, 30), page(130, 0)), 130, [0, 100, 130]], // prettier-ignore
  ["an entry has no id", withCount(3, { tasks: [{ id: "a" }, null] }, { tasks: [{ id: "b" }] }), 2, [0, 2]], // prettier-ignore
])("a list is read to its end when %s", async (_, pages, count, expected) => {
  const { asked, ids } = await read(pages);
  expect(ids).toHaveLength(count);
  expect(offsets(asked)).toEqual(expected);
  expect(asked.every(({ limit }) => limit === "100")).toBe(true);
});

test("a task that is created while pages are read moves the others, and gives none twice", async () => {
  const { asked, ids } = await read([page(0, 100), page(99, 100), page(199, 5), page(204, 0)]);
  expect(asked).toHaveLength(4);
  expect(ids).toEqual(Array.from({ length: 204 }, (_, index) => `t${index}`));
});

test("a task that a page repeats is given once", async () => {
  const tasks = ["a", "b", "a", "a"].map((id) => ({ id }));
  const { ids } = await read(withCount(4, { tasks }));
  expect(ids).toEqual(["a", "b"]);
});

test("a server that gives the same page for ever is asked twice", async () => {
  const { asked, ids } = await read([page(0, 100)]);
  expect([asked.length, ids.length]).toEqual([2, 100]);
});

test("a list of pages with one task each is not read for ever", async () => {
  let pages = 0;
  const ask = () => {
    const json = { ...page((pages += 1), 1), task_count: 1_000_000 };
    return Promise.resolve({ json, what });
  };
  let tasks = 0;
  for await (const { id } of readPages({}, ask)) tasks += id ? 1 : 0;
  expect([pages, tasks]).toEqual([1_000, 1_000]);
});

test("no more than a hundred thousand tasks are read", async () => {
  const pages = Array.from({ length: 1_001 }, (_, index) => page(index * 100, 100));
  const { asked, ids } = await read(pages);
  expect([asked.length, ids.length]).toEqual([1_000, 100_000]);
});

test.each([
  [{ startTime: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)) }, { start_time: "20260102030405" }],
  [{ endTime: new Date(Date.UTC(2026, 10, 12, 13, 14, 15)) }, { end_time: "20261112131415" }],
  [{}, {}],
])("the window is given to the second, in UTC: %j", async (window, query) => {
  const { asked } = await read(withCount(1, page(0, 1)), window);
  expect(asked).toEqual([{ ...query, limit: "100", offset: "0" }]);
});

test("an error about an answer names its request", async () => {
  await expect(read([{}])).rejects.toThrow(`the answer of ${what} is not as documented`);
});

test.each([[5], ["5"]])(
  "an empty list does not prove that there is none of %j tasks",
  async (n) => {
    await expect(read(withCount(n, page(0, 0)))).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      message: expect.stringContaining('"tasks" is empty although "task_count" is 5') as string,
    });
  },
);
