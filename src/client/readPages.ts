import type { BackgroundTaskSummary } from "./answers/backgroundTasks";
import type { TaskWindow } from "./options";
import { loadAnswers } from "./answers/load";

/** The service allows 1 to 1000. */
const PAGE_SIZE = 100;
/** A list that is longer is not read to its end: the newest tasks come first. */
const MOST_TASKS = 100_000;
/** Nor is one whose pages are so short that it takes more of them. */
const MOST_PAGES = 1_000;

/**
 * Reads a list of background tasks page by page, each asked for by `ask` when it is wanted, until
 * as many were read as the list has, or a page is empty. A page may be shorter than was asked for.
 */
export async function* readPages(
  operation: string,
  { startTime, endTime }: TaskWindow,
  ask: (query: Readonly<Record<string, string>>) => Promise<unknown>,
): AsyncGenerator<BackgroundTaskSummary> {
  const window = {
    ...(startTime && { start_time: toCompactTime(startTime) }),
    ...(endTime && { end_time: toCompactTime(endTime) }),
  };
  const limit = String(PAGE_SIZE);
  const given = new Set<string>();
  let offset = 0;
  for (let pages = 0; pages < MOST_PAGES && offset < MOST_TASKS; pages += 1) {
    const answer = await ask({ ...window, limit, offset: String(offset) });
    const { tasks, read, total } = (await loadAnswers()).parseTaskPage(answer, operation);
    // A task that is created meanwhile moves the others, so that one may stand on two pages.
    const news = tasks.filter(({ id }) => !given.has(id));
    for (const { id } of news) given.add(id);
    yield* news;
    offset += read;
    // The total of a full page may be that of the page alone.
    const isLast = total !== undefined && offset >= total && read < PAGE_SIZE;
    // A server that gives the same page again and again is not asked for ever.
    if (read === 0 || isLast || (tasks.length > 0 && news.length === 0)) return;
  }
}

/** A time as the list's window wants it: UTC, `yyyyMMddHHmmss`. */
function toCompactTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, "");
}
