import type * as pulumi from "@pulumi/pulumi";
import type {
  GetBackgroundTaskArgs,
  GetBackgroundTaskOutputArgs,
  GetBackgroundTaskResult,
  LookOutputOptions,
} from "./args";
import { look, type Look, lookOutput } from "./look";

const task: Look<GetBackgroundTaskResult> = {
  name: "getBackgroundTask",
  token: "huaweicloud-dcs:index:getTask",
  argNames: ["instanceId", "taskId", "taskName", "region", "projectId", "endpoint", "profile"],
  ask: async (client, args) => {
    const { lookAtTask } = await import("../../resource/look/lookAtTasks.ts");
    return { instanceId: args.instanceId, ...(await lookAtTask(client, args)) };
  },
};

/**
 * Looks once at a background task, without waiting, in previews too. Asks with the settings of a
 * {@link BackgroundTask}, and needs the same permissions. In a unit test with mocks, `mocks.call` is asked
 * for `huaweicloud-dcs:index:getTask`.
 *
 * @throws {pulumi.RunError} for wrong arguments, and for what the queries fail with
 *
 * @example
 * ```ts
 * import { getBackgroundTask } from "pulumi-huaweicloud-dcs";
 *
 * export const percent = async (instanceId: string): Promise<number> =>
 *   (await getBackgroundTask({ instanceId })).progress;
 * ```
 */
export function getBackgroundTask(args: GetBackgroundTaskArgs): Promise<GetBackgroundTaskResult> {
  return look(task, args);
}

/** As {@link getBackgroundTask}, with arguments that may be outputs. Unknown while one of them is. */
export function getBackgroundTaskOutput(
  args: GetBackgroundTaskOutputArgs,
  opts: LookOutputOptions = {},
): pulumi.Output<GetBackgroundTaskResult> {
  return lookOutput(getBackgroundTask, args, opts);
}
