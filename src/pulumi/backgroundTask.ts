import * as pulumi from "@pulumi/pulumi";
import { oneTask } from "../resource/oneTask";
import type { EndingPolicy, PollBounds } from "../resource/properties/inputs";
import type { BackgroundTaskStatus } from "../resource/properties/taskResult";
import type { StepDetail } from "../taskProgress";
import type { BackgroundTaskArgs } from "./args";
import { warnOfExplicitProvider } from "./explicitProvider";
import { waitProperties } from "./waitProperties";

const resource = {
  type: "pulumi-nodejs:dynamic:DcsTask",
  provider: "backgroundTask",
  kind: oneTask,
} as const;

/**
 * Makes `pulumi up` wait until a background task of a DCS instance is done, shows its progress in
 * its own row, and gives its steps as outputs. Changes nothing in the cloud. The resource's `id` is
 * the instance's id.
 *
 * @example
 * ```ts
 * import { BackgroundTask } from "pulumi-huaweicloud-dcs";
 *
 * const resize = new BackgroundTask("resize", {
 *   instanceId: "5e8c03a9-4c78-45b8-add8-2c690f9f85c0",
 *   taskId: "9b57dc0dd4d90357a11875fb939d0d0b",
 * });
 * export const steps = resize.stepDetails;
 * ```
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { BackgroundTask } from "pulumi-huaweicloud-dcs";
 *
 * interface Cache {
 *   id: pulumi.Output<string>;
 *   flavor: pulumi.Output<string>;
 *   capacity: pulumi.Output<number>;
 * }
 *
 * // A resize returns no task id, so a search finds its task. The triggers are the size that the program
 * // asks for and the size that the instance has: after a failed resize the provider reads the old one.
 * export const waitForResize = (cache: Cache, flavor: string, capacity: number): BackgroundTask =>
 *   new BackgroundTask("resize", {
 *     instanceId: cache.id,
 *     taskName: ["EXTEND", "ChangeInstanceSpec"],
 *     triggers: [flavor, capacity, cache.flavor, cache.capacity],
 *   });
 * ```
 */
export class BackgroundTask extends pulumi.CustomResource {
  /** The DCS instance; also the resource's `id`. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The task that was waited for last; absent if there was none, or a job without one. */
  declare readonly taskId: pulumi.Output<string | undefined>;
  /** As given; absent if it was not given. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** The name of the task that was found; absent if it is not known. */
  declare readonly taskName: pulumi.Output<string | undefined>;
  /** As given; absent if none were given. */
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;
  /** Whether the task is waited for, or only looked at once. Like all inputs, with its default. */
  declare readonly wait: pulumi.Output<boolean>;
  /** Longest wait, in seconds. `opts.customTimeouts` win over it and are not shown here. */
  declare readonly timeoutSeconds: pulumi.Output<number>;
  /** Whether a task that failed or was lost is an error, or recorded in `status`. */
  declare readonly onFailure: pulumi.Output<EndingPolicy>;
  /** Whether a wait that timed out is an error, or recorded in `status`. */
  declare readonly onTimeout: pulumi.Output<EndingPolicy>;
  /** Whether it is an error that there is no task, or recorded in `status`. */
  declare readonly ifNone: pulumi.Output<EndingPolicy>;
  /** Bounds of the gap between two queries, in seconds. */
  declare readonly poll: pulumi.Output<PollBounds>;
  /** The region that was used, such as `cn-north-4`, wherever it was found. */
  declare readonly region: pulumi.Output<string>;
  /** The project that was used, wherever it was found. */
  declare readonly projectId: pulumi.Output<string>;
  /** Base URL of DCS as given; absent if it follows from configuration or region. */
  declare readonly endpoint: pulumi.Output<string | undefined>;
  /** The KooCLI profile as given; absent if it was not given. */
  declare readonly profile: pulumi.Output<string | undefined>;
  /** How the task stood when it was last looked at. */
  declare readonly status: pulumi.Output<BackgroundTaskStatus>;
  /** Percent, 0-100. */
  declare readonly progress: pulumi.Output<number>;
  /** Seconds left as the service estimated them; absent if it gave no estimate. */
  declare readonly remainTime: pulumi.Output<number | undefined>;
  /** The task's steps and sub-steps, field for field the service's. */
  declare readonly stepDetails: pulumi.Output<StepDetail[]>;
  /** Steps and sub-steps left out of `stepDetails`, to keep the state small; usually 0. */
  declare readonly omittedDetails: pulumi.Output<number>;
  /** Earliest begin of the steps, text as the service gives it. */
  declare readonly startedAt: pulumi.Output<string | undefined>;
  /** Latest end of the steps, text as the service gives it. */
  declare readonly finishedAt: pulumi.Output<string | undefined>;
  /** Requests that the last wait used. */
  declare readonly attempts: pulumi.Output<number>;

  constructor(name: string, args: BackgroundTaskArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(resource.type, name, waitProperties({ ...resource, name, args, opts }), {
      ...opts,
      // The name to look for: the engine keeps an output secret only if an input has the same name.
      additionalSecretOutputs: [...(opts.additionalSecretOutputs ?? []), "__taskName"],
    });
    warnOfExplicitProvider(this, { name, args });
    // In a preview outputs are inputs, and a list of names to look for is not a name that was found.
    this.taskName = this.taskName.apply((name) => (typeof name === "string" ? name : undefined));
  }
}
