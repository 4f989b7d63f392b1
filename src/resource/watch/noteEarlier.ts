import type { BackgroundTaskSummary } from "../../client/answers/backgroundTasks";
import { onClock } from "../../client/queryClock";
import { isUnfinished } from "../../client/tasks/findTasks";
import { parseServiceTime } from "../../serviceTime";
import { toTarget } from "../targets/target";
import { queryInSession, type WaitSession } from "../targets/waitSession";

/** Two clocks, of which each is exact to a second, may differ by this much, in milliseconds. */
const CLOCK_ERROR_MS = 2_000;

/** What an operation that begins now leaves out: tasks that had ended before. */
export type Earlier = Pick<WaitSession, "judged" | "since">;

/**
 * Reads the list as an operation begins, and notes the tasks that had ended before. Later looks need
 * no clock for that: an estimate of the service's clock changes by seconds from answer to answer.
 *
 * @throws {DcsError} as {@link queryInSession}
 */
export async function noteEarlier(session: WaitSession): Promise<Earlier> {
  const { client, host, inputs } = session;
  const begunAt = host.clock.now();
  const tasks = await queryInSession(session, async (signal) => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const listed: BackgroundTaskSummary[] = [];
    const list = client.listBackgroundTasks({ instanceId: inputs.instanceId }, options);
    for await (const task of list) listed.push(task);
    return listed;
  });
  const elapsedMs = host.clock.now() - begunAt;
  const since = host.now() - elapsedMs + (client.clockSkewMs ?? 0) - CLOCK_ERROR_MS;
  const earlier = tasks?.filter((task) => isEarlier(task, { since, elapsedMs })) ?? [];
  return { judged: earlier.map(toTarget), since };
}

/** When an operation began by the service's clock, at the earliest, and for how long it goes on. */
interface Beginning {
  readonly since: number;
  readonly elapsedMs: number;
}

/** Whether a task had ended before: it is too old, or lived longer than the operation goes on. */
function isEarlier(task: BackgroundTaskSummary, { since, elapsedMs }: Beginning): boolean {
  const createdAt = timeOf(task.createdAt);
  const livedMs = timeOf(task.updatedAt) - createdAt;
  return !isUnfinished(task) && (!(createdAt >= since) || livedMs > elapsedMs);
}

function timeOf(text = ""): number {
  return parseServiceTime(text);
}
