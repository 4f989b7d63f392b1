import { readPages } from "../../../src/client/http/readPages";

const page = (from: number, count: number) => ({
  tasks: Array.from({ length: count }, (_, index) => ({ id: `t${from + index}` })),
});

/** The ids that come of these pages, the last one for ever, and what was asked for. */
async function read(pages: readonly object[], window = {}) {
  const asked: Readonly<Record<string, string>>[] = [];
  const ids: string[] = [];
  const ask = (query: Readonly<Record<string, string>>) => {
    asked.push(query);
    return Promise.resolve(pages[Math.min(asked.length, pages.length) - 1]);
  };
  for await (const { id } of readPages("ListBackgroundTask", window, ask)) ids.push(id);
  return { asked, ids };
}

test("a page that is not full is the last", async () => {
  const { asked, ids } = await read([page(0, 100), page(100, 99)]);
  expect(ids).toHaveLength(199);
  expect(asked).toEqual([
    { limit: "100", offset: "0" },
    { limit: "100", offset: "100" },
  ]);
});

test("a task that is new while pages are read moves the others, and ends nothing", async () => {
  const { asked } = await read([page(0, 100), page(99, 100), page(199, 5)]);
  expect(asked).toHaveLength(3);
});

test("a server that gives the same page for ever is asked twice", async () => {
  const { asked } = await read([page(0, 100)]);
  expect(asked).toHaveLength(2);
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
  const { asked } = await read([page(0, 1)], window);
  expect(asked).toEqual([{ ...query, limit: "100", offset: "0" }]);
});

test("what is wrong with an answer names its operation", async () => {
  await expect(read([{}])).rejects.toThrow("the answer of ListBackgroundTask is not as");
});
