import type { BackgroundTaskSummary } from "../client/answers/backgroundTasks";
import { selectTasks } from "../client/tasks/findTasks";
import { type Place, readTarget } from "./readTarget";
import { type Target, type TargetState, toNames } from "./target";
import type { WaitKind } from "./waitKind";

type Properties = Readonly<Record<string, unknown>>;

/** What a refresh, or a program that gets a resource by its id, wants to know. */
export interface Reading {
  readonly kind: WaitKind;
  readonly inputs: Properties;
  readonly look: Place;
}

/**
 * Looks once at each task that a state holds. A resource that a program gets by its id has no state:
 * its inputs name the task, else it is the newest one of the instance.
 */
export async function readSaved(
  olds: Properties,
  { kind, inputs, look }: Reading,
): Promise<TargetState[]> {
  if (!("__inputs" in olds)) {
    const named = await nameTargets(inputs, { kind, look });
    return Promise.all(named.map((target) => readTarget(target, look)));
  }
  const saved = kind.statesOf(olds);
  // Without a task to look at: whether the instance is there.
  if (saved.length === 0)
    await look.client.listBackgroundTasks(look)[Symbol.asyncIterator]().next();
  return Promise.all(saved.map((state) => readTarget(state.target, look, state)));
}

async function nameTargets(
  { taskId, jobId, taskName }: Properties,
  { kind, look }: Pick<Reading, "kind" | "look">,
): Promise<Target[]> {
  if (typeof taskId === "string") return [{ taskId }];
  if (typeof jobId === "string") return [{ jobId }];
  const listed: BackgroundTaskSummary[] = [];
  for await (const task of look.client.listBackgroundTasks(look)) listed.push(task);
  const search = {
    taskNames: toNames(taskName),
    createdSince: kind.isSingle ? -Infinity : undefined,
  };
  const found = selectTasks(listed, search).map(({ id, name }) => ({
    taskId: id,
    ...(name !== undefined && { taskName: name }),
  }));
  return kind.isSingle ? found.slice(0, 1) : found;
}
