import * as pulumi from "@pulumi/pulumi";
import { allTasks } from "../resource/allTasks";
import type { EndingPolicy, PollBounds } from "../resource/properties/inputs";
import type { BackgroundTaskStatus, TaskResult } from "../resource/properties/taskResult";
import type { InstanceTasksArgs } from "./args";
import { warnOfExplicitProvider } from "./explicitProvider";
import { waitProperties } from "./waitProperties";

const resource = {
  type: "pulumi-nodejs:dynamic:DcsTasks",
  provider: "instanceTasks",
  kind: allTasks,
} as const;

/**
 * Makes `pulumi up` wait until all tasks of a DCS instance have ended: those that are unfinished, those
 * created during this run, and those started during the wait, of any name or of some names. One row
 * shows the progress of all. Changes nothing in the cloud. The resource's `id` is the instance's id.
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
  /** The names to look for, as given; absent for any name. */
  declare readonly taskName: pulumi.Output<string | string[] | undefined>;
  /** As given; absent if none were given. */
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;
  /** Whether the tasks are waited for, or only looked at once. */
  declare readonly wait: pulumi.Output<boolean>;
  /** Longest wait for all together, in seconds. */
  declare readonly timeoutSeconds: pulumi.Output<number>;
  /** Whether a task that failed or was lost is an error, or recorded in its `status`. */
  declare readonly onFailure: pulumi.Output<EndingPolicy>;
  /** Whether a wait that timed out is an error, or recorded in `status`. */
  declare readonly onTimeout: pulumi.Output<EndingPolicy>;
  /** Whether it is an error that there is no task, or recorded in `status`. */
  declare readonly ifNone: pulumi.Output<EndingPolicy>;
  /** Bounds of the gap between two queries for one task, in seconds. */
  declare readonly poll: pulumi.Output<PollBounds>;
  /** The region that was used, such as `cn-north-4`, wherever it was found. */
  declare readonly region: pulumi.Output<string>;
  /** The project that was used, wherever it was found. */
  declare readonly projectId: pulumi.Output<string>;
  /** Base URL of DCS as given; absent if it follows from configuration or region. */
  declare readonly endpoint: pulumi.Output<string | undefined>;
  /** The KooCLI profile as given; absent if it was not given. */
  declare readonly profile: pulumi.Output<string | undefined>;
  /** The worst status of all tasks; `NONE` if there was no task. */
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
