import type { BackgroundTaskSummary } from "../answers/backgroundTasks";
import type { TaskWindow } from "../options";
import { loadAnswers } from "../answers/load";

/** The service allows 1 to 1000. */
const PAGE_SIZE = 100;
/** A list that is longer is not read to its end: the newest tasks come first. */
const MOST_TASKS = 100_000;

/** Reads a list of background tasks page by page, each asked for by `ask` when it is wanted. */
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
  const seen = new Set<string>();
  for (let offset = 0; offset < MOST_TASKS; offset += PAGE_SIZE) {
    const answer = await ask({ ...window, limit, offset: String(offset) });
    const tasks = loadAnswers().parseBackgroundTasks(answer, operation);
    yield* tasks;
    // A server that gives the same page for ever is not asked for ever.
    const isNews = tasks.some(({ id }) => !seen.has(id));
    if (tasks.length < PAGE_SIZE || !isNews) return;
    for (const { id } of tasks) seen.add(id);
  }
}

/** A time as the list's window wants it: UTC, `yyyyMMddHHmmss`. */
function toCompactTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, "");
}
