import { onClock } from "../../client/queryClock";
import { findTaskOfJob } from "../../client/tasks/findTasks";
import { findByName, type Search } from "./findByName";
import { type Target, toTarget } from "./target";
import { queryInSession, type WaitSession } from "./waitSession";

/**
 * Finds what the inputs name: the task of `taskId`; the task of `jobId`, or else the job itself; or
 * the tasks, of a name or of any, that are unfinished or were created since the state was last settled.
 * Of several only the newest, where one is wanted.
 *
 * @returns newest first; empty where there is none and the inputs accept that
 * @throws {DcsError} `NOT_FOUND` where there is none and they do not
 */
export async function findTargets(
  session: WaitSession,
  search: Search = {},
): Promise<readonly Target[]> {
  const { taskId, jobId } = session.inputs;
  if (taskId !== undefined) return [{ taskId }];
  if (jobId !== undefined) return [await findByJob(session, { jobId, ...search })];
  const { targets, remark } = await findByName(session, search);
  if (remark !== undefined && !search.isOptional) session.onRemark(remark, targets);
  return session.isSingle ? targets.slice(0, 1) : targets;
}

async function findByJob(
  session: WaitSession,
  { jobId, graceMs }: Search & { readonly jobId: string },
): Promise<Target> {
  const { client, host, inputs } = session;
  const job = { instanceId: inputs.instanceId, jobId };
  const query = async (signal: AbortSignal): Promise<Target | undefined> => {
    const options = onClock(host.clock, { signal, retries: 0 });
    const task = await findTaskOfJob(client, job, options);
    if (task) return toTarget(task);
    const { status = "" } = await client.showJob(job, options);
    // An unfinished job may still get a task.
    return ["SUCCESS", "FAIL"].includes(status) ? { jobId } : undefined;
  };
  return (await queryInSession(session, query, { graceMs })) ?? { jobId };
}
