import * as pulumi from "@pulumi/pulumi";
import { allTasks } from "../resource/allTasks";
import type { EndingPolicy, PollBounds } from "../resource/inputs";
import type { BackgroundTaskStatus, TaskResult } from "../resource/target";
import type { BackgroundTaskArgs } from "./backgroundTask";
import { warnOfExplicitProvider } from "./explicitProvider";
import { waitProperties } from "./waitProperties";

/** Inputs of {@link InstanceTasks}: those of a `BackgroundTask` without the ids. */
export type InstanceTasksArgs = Omit<BackgroundTaskArgs, "taskId" | "jobId">;

const resource = {
  type: "pulumi-nodejs:dynamic:DcsTasks",
  provider: "instanceTasks",
  kind: allTasks,
} as const;

/**
 * Makes `pulumi up` wait until every task of a DCS instance is done that is unfinished or was
 * created during this run, all of them or those of a name, and those that are started meanwhile.
 * One row shows how far all are. Changes nothing in the cloud. The resource's `id` is the
 * instance's id.
 *
 * @example
 * ```ts
 * import { InstanceTasks } from "pulumi-huaweicloud-dcs";
 *
 * const quiet = new InstanceTasks("quiet", {
 *   instanceId: "5e8c03a9-4c78-45b8-add8-2c690f9f85c0",
 * });
 * export const names = quiet.tasks.apply((tasks) => tasks.map(({ taskName }) => taskName));
 * ```
 */
export class InstanceTasks extends pulumi.CustomResource {
  /** The DCS instance; also the resource's `id`. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The names that were looked for, as given; absent where any name was. */
  declare readonly taskName: pulumi.Output<string | string[] | undefined>;
  /** As given; absent where none were. */
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;
  /** Whether the tasks are waited for, or only looked at once. */
  declare readonly wait: pulumi.Output<boolean>;
  /** Longest wait for all together, in seconds. */
  declare readonly timeoutSeconds: pulumi.Output<number>;
  /** What a task that failed or was lost is: an error, or recorded in its `status`. */
  declare readonly onFailure: pulumi.Output<EndingPolicy>;
  /** What a wait that timed out is: an error, or recorded in `status`. */
  declare readonly onTimeout: pulumi.Output<EndingPolicy>;
  /** What it is that there is no task: an error, or recorded in `status`. */
  declare readonly ifNone: pulumi.Output<EndingPolicy>;
  /** Bounds of the gap between two queries for one task, in seconds. */
  declare readonly poll: pulumi.Output<PollBounds>;
  /** The region that was used, such as `cn-north-4`, wherever it was found. */
  declare readonly region: pulumi.Output<string>;
  /** The project that was used, wherever it was found. */
  declare readonly projectId: pulumi.Output<string>;
  /** Base URL of DCS as given; absent where it follows from configuration or region. */
  declare readonly endpoint: pulumi.Output<string | undefined>;
  /** Profile of KooCLI as given; absent where it was not. */
  declare readonly profile: pulumi.Output<string | undefined>;
  /** The worst of the tasks' statuses; `NONE` where there was no task. */
  declare readonly status: pulumi.Output<BackgroundTaskStatus>;
  /** Percent, 0-100: the mean of all tasks. */
  declare readonly progress: pulumi.Output<number>;
  /** Each task with its id, name, status, percentage and steps. */
  declare readonly tasks: pulumi.Output<TaskResult[]>;
  /** Requests for progress that the last wait used. */
  declare readonly attempts: pulumi.Output<number>;

  constructor(name: string, args: InstanceTasksArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(resource.type, name, waitProperties({ ...resource, name, args, opts }), opts);
    warnOfExplicitProvider(this, { name, args });
  }
}
