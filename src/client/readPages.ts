import type { BackgroundTaskSummary } from "./answers/backgroundTasks";
import type { TaskWindow } from "./options";
import { loadAnswers } from "./answers/load";

/** The service allows 1 to 1000. */
const PAGE_SIZE = 100;
/** Bounds of what is read of one list; the newest tasks come first. */
const MAX_TASKS = 100_000;
const MAX_PAGES = 1_000;

/** One answer, and the name of its request for messages. */
export interface Answered {
  readonly json: unknown;
  readonly what: string;
}

/**
 * Reads a list of background tasks page by page, as the caller iterates, until a page is empty or the
 * whole list has been read. The service may return shorter pages than requested.
 *
 * @param ask - requests one page
 * @throws {DcsError} while iterating; `MALFORMED_RESPONSE` also for an empty list whose total is not 0,
 *   since it does not prove that a task is unknown
 */
export async function* readPages(
  { startTime, endTime }: TaskWindow,
  ask: (query: Readonly<Record<string, string>>) => Promise<Answered>,
): AsyncGenerator<BackgroundTaskSummary> {
  const window = {
    ...(startTime && { start_time: toCompactTime(startTime) }),
    ...(endTime && { end_time: toCompactTime(endTime) }),
  };
  const limit = String(PAGE_SIZE);
  const given = new Set<string>();
  let offset = 0;
  for (let pages = 0; pages < MAX_PAGES && offset < MAX_TASKS; pages += 1) {
    const { json, what } = await ask({ ...window, limit, offset: String(offset) });
    const { parseTaskPage, malformed } = await loadAnswers();
    const { tasks, read, total } = parseTaskPage(json, what);
    if (read === 0 && offset === 0 && total) {
      throw malformed(what, json, `"tasks" is empty although "task_count" is ${total}`);
    }
    // A task created between two pages shifts the others, so a task can appear on both.
    let hasNews = false;
    for (const task of tasks) {
      if (given.has(task.id)) continue;
      given.add(task.id);
      hasNews = true;
      yield task;
    }
    offset += read;
    // Do not trust the total of a full page: it may count that page alone.
    const isLast = total !== undefined && offset >= total && read < PAGE_SIZE;
    // No new tasks: the server sends the same page again and again.
    if (read === 0 || isLast || (tasks.length > 0 && !hasNews)) return;
  }
}

/** The API's time format: UTC, `yyyyMMddHHmmss`. */
function toCompactTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, "");
}
