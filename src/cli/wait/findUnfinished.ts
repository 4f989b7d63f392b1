import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import type { DcsClient } from "../../client/dcsClient";
import { onClock } from "../../client/queryClock";
import { selectTasks } from "../../client/tasks/findTasks";
import { proofOf } from "../../client/tasks/proof";
import { DcsError, isDcsError, withMessage } from "../../errors";
import { pollUntilFound } from "../../wait/pollUntilFound";
import { type Clock, MAX_TIMER_MS } from "../../wait/time/clock";
import { childSignal } from "../../wait/time/orAborted";

/** Which tasks of an instance to find. */
export interface TaskFilter {
  readonly instanceId: string;
  /** Possible names. Default: any name. */
  readonly names?: readonly string[] | undefined;
  /** How long to look for a task that is not there yet, in milliseconds. Default 0: one look. */
  readonly appearMs?: number | undefined;
}

/** What a search uses. */
export interface SearchContext {
  readonly signal: AbortSignal;
  /** Longest search, in milliseconds. */
  readonly limitMs: number;
  readonly say: (text: string) => void;
  readonly clock: Clock;
}

/** Gaps between two looks at the list. */
const delays = { minDelayMs: 1_000, maxDelayMs: 5_000 };
/** Failed queries are retried for this long, also where the search itself is shorter. */
const MIN_PATIENCE_MS = 60_000;
/** The service's clock is known to a second; creation times may be rounded. In milliseconds. */
const CLOCK_MARGIN_MS = 2_000;

/**
 * Finds unfinished tasks, newest first. If they may still appear, it looks until there is one, and those
 * count too that were created since the search began, by the service's clock.
 *
 * @throws {DcsError} `ABORTED`; `TIMED_OUT` if the time was up, with the last failure as its cause; that
 *   failure if there was no answer at all; as {@link DcsClient.listBackgroundTasks}
 */
export async function findUnfinished(
  client: DcsClient,
  filter: TaskFilter,
  context: SearchContext,
): Promise<readonly BackgroundTaskSummary[]> {
  const { signal, limitMs, clock } = context;
  const startedAt = clock.now();
  const heard = new Heard();
  const limited = childSignal(signal);
  clock.sleep(Math.min(limitMs, MAX_TIMER_MS), limited.signal).then(limited.end, () => undefined);
  try {
    return await search(client, filter, { ...context, signal: limited.signal, heard });
  } catch (error) {
    if (!isDcsError(error, "ABORTED") || signal.aborted) throw error;
    throw heard.explainTimeOut(clock.now() - startedAt);
  } finally {
    limited.end();
  }
}

/** What a search has heard of the service so far. */
class Heard {
  #isAnswered = false;
  /** The last failure, if no answer followed. */
  #failure: DcsError | undefined;

  answer(): void {
    this.#isAnswered = true;
    this.#failure = undefined;
  }

  failure(error: DcsError): void {
    this.#failure = error;
  }

  /** The error of a search whose time was up. */
  explainTimeOut(elapsedMs: number): DcsError {
    const seconds = Math.round(elapsedMs / 1000);
    const failure = this.#failure;
    if (this.#isAnswered || !failure) {
      const message = `no task was found within ${seconds} s`;
      return new DcsError("TIMED_OUT", message, { cause: failure });
    }
    const { message } = failure;
    return withMessage(
      failure,
      `there was no answer about the tasks within ${seconds} s; the last failure: ${message}`,
    );
  }
}

async function search(
  client: DcsClient,
  { instanceId, names: taskNames, appearMs = 0 }: TaskFilter,
  { signal, say, clock, heard }: SearchContext & { readonly heard: Heard },
): Promise<readonly BackgroundTaskSummary[]> {
  const isToAppear = appearMs > 0;
  const startedAt = Date.now() - CLOCK_MARGIN_MS;
  let createdSince: number | undefined;
  let isTold = false;
  const look = async (own: AbortSignal): Promise<BackgroundTaskSummary[] | undefined> => {
    const listed: BackgroundTaskSummary[] = [];
    const options = onClock(clock, { signal: own, retries: 0 });
    for await (const task of client.listBackgroundTasks({ instanceId }, options)) listed.push(task);
    heard.answer();
    // Only an answer tells how far the service's clock is from this machine's.
    if (isToAppear) createdSince ??= startedAt + (client.clockSkewMs ?? 0);
    const tasks = selectTasks(listed, { taskNames, createdSince });
    return tasks.length > 0 ? tasks : undefined;
  };
  const found = await pollUntilFound(look, {
    ...delays,
    ...{ signal, clock, graceMs: appearMs, timeoutMs: Math.max(appearMs, MIN_PATIENCE_MS) },
    isAbsenceFinal: !isToAppear,
    onTrouble: (error) => {
      heard.failure(error);
      if (!isTold) say(`Will ask again for the tasks: ${error.message}`);
      isTold = true;
    },
    proof: proofOf(client),
  });
  return found ?? [];
}
