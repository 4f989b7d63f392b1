import type * as pulumi from "@pulumi/pulumi";
import type {
  GetBackgroundTasksArgs,
  GetBackgroundTasksOutputArgs,
  GetBackgroundTasksResult,
  LookOutputOptions,
} from "./args";
import { look, type Look, lookOutput } from "./look";

const tasks: Look<GetBackgroundTasksResult> = {
  name: "getBackgroundTasks",
  token: "huaweicloud-dcs:index:getTasks",
  argNames: ["instanceId", "taskName", "region", "projectId", "endpoint", "profile"],
  ask: async (client, args) => {
    const { lookAtTasks } = await import("../../resource/look/lookAtTasks.ts");
    return { instanceId: args.instanceId, tasks: await lookAtTasks(client, args) };
  },
};

/**
 * Lists the background tasks of an instance, newest first, in previews too. Asks with the settings of a
 * {@link BackgroundTask}. In a unit test with mocks, `mocks.call` is asked for
 * `huaweicloud-dcs:index:getTasks`.
 *
 * @throws {pulumi.RunError} for wrong arguments, and for what the queries fail with
 *
 * @example
 * ```ts
 * import { getBackgroundTasks } from "pulumi-huaweicloud-dcs";
 *
 * export const namesOf = async (instanceId: string): Promise<(string | undefined)[]> =>
 *   (await getBackgroundTasks({ instanceId })).tasks.map(({ name }) => name);
 * ```
 */
export function getBackgroundTasks(
  args: GetBackgroundTasksArgs,
): Promise<GetBackgroundTasksResult> {
  return look(tasks, args);
}

/** As {@link getBackgroundTasks}, with arguments that may be outputs. Unknown while one of them is. */
export function getBackgroundTasksOutput(
  args: GetBackgroundTasksOutputArgs,
  opts: LookOutputOptions = {},
): pulumi.Output<GetBackgroundTasksResult> {
  return lookOutput(getBackgroundTasks, args, opts);
}
