import * as pulumi from "@pulumi/pulumi";
import type { EndingPolicy, PollBounds } from "../resource/inputs";
import type { BackgroundTaskStatus } from "../resource/target";
import { oneTask } from "../resource/waitKind";
import type { StepDetail } from "../taskProgress";
import { warnOfExplicitProvider } from "./explicitProvider";
import { waitProperties } from "./waitProperties";

/** Inputs of {@link BackgroundTask}. */
export interface BackgroundTaskArgs {
  /** The DCS instance. Changing it replaces the resource. */
  readonly instanceId: pulumi.Input<string>;
  /** The background task. Changing it waits again. Default: it is looked for. */
  readonly taskId?: pulumi.Input<string | undefined>;
  /** A job, whose task is looked for; where it has none, the job itself is waited for. */
  readonly jobId?: pulumi.Input<string | undefined>;
  /**
   * Without `taskId` and `jobId`: names of the task to find, such as `["EXTEND",
   * "ChangeInstanceSpec"]`. It is the newest one that is unfinished, or was created during this run
   * or since the last wait was settled. Default: any name.
   */
  readonly taskName?: pulumi.Input<string | pulumi.Input<string>[] | undefined>;
  /**
   * Any values; when one changes, the task is waited for again, or looked for again. A date counts
   * as its ISO text; a resource is refused, since its id stays when it changes: give its outputs.
   */
  readonly triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
  /** `false`: look once, record what is seen, and do not block. Default `true`. */
  readonly wait?: pulumi.Input<boolean | undefined>;
  /**
   * Longest wait, in seconds, above 0. `opts.customTimeouts.create` and `.update` win over it.
   * Default 3600.
   */
  readonly timeoutSeconds?: pulumi.Input<number | undefined>;
  /** `"record"`: a task that failed or was lost is no error; see `status`. Default `"error"`. */
  readonly onFailure?: pulumi.Input<EndingPolicy | undefined>;
  /** `"record"`: a wait that timed out is no error; see `status`. Default `"error"`. */
  readonly onTimeout?: pulumi.Input<EndingPolicy | undefined>;
  /**
   * Where the task is looked for: `"error"`: that there is none is an error. Default `"record"`: there
   * was nothing to wait for, and `status` is `NONE`.
   */
  readonly ifNone?: pulumi.Input<EndingPolicy | undefined>;
  /** Bounds of the gap between two queries. Default `{ minSeconds: 1, maxSeconds: 60 }`. */
  readonly poll?: pulumi.Input<
    { readonly [name in keyof PollBounds]?: pulumi.Input<number | undefined> } | undefined
  >;
  /** Default: `huaweicloud:region`, then `HW_REGION_NAME`. Changing it replaces the resource. */
  readonly region?: pulumi.Input<string | undefined>;
  /** Default: `huaweicloud:projectId`, then IAM is asked. Changing it replaces the resource. */
  readonly projectId?: pulumi.Input<string | undefined>;
  /** Base URL of DCS. Default: that of the region. */
  readonly endpoint?: pulumi.Input<string | undefined>;
  /** Profile of KooCLI with the credentials. Default: `huaweicloud:profile`, then other sources. */
  readonly profile?: pulumi.Input<string | undefined>;
}

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
 * // A resize returns no id: its task is looked for. The triggers are what the program asks for, and
 * // what the instance has: after a failed resize the provider reads the old size back.
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
  /** The task that was last waited for; absent where there was none, or a job without one. */
  declare readonly taskId: pulumi.Output<string | undefined>;
  /** As given; absent where it was not. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** The name of the task that was found; absent where it was not learnt. */
  declare readonly taskName: pulumi.Output<string | undefined>;
  /** As given; absent where none were. */
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;
  /**
   * Whether the task is waited for, or only looked at once; its default filled in, as in all
   * inputs.
   */
  declare readonly wait: pulumi.Output<boolean>;
  /** Longest wait, in seconds. `opts.customTimeouts` win over it and do not show here. */
  declare readonly timeoutSeconds: pulumi.Output<number>;
  /** What a task that failed or was lost is: an error, or recorded in `status`. */
  declare readonly onFailure: pulumi.Output<EndingPolicy>;
  /** What a wait that timed out is: an error, or recorded in `status`. */
  declare readonly onTimeout: pulumi.Output<EndingPolicy>;
  /** What it is that there is no task: an error, or recorded in `status`. */
  declare readonly ifNone: pulumi.Output<EndingPolicy>;
  /** Bounds of the gap between two queries, in seconds. */
  declare readonly poll: pulumi.Output<PollBounds>;
  /** The region that was used, such as `cn-north-4`, wherever it was found. */
  declare readonly region: pulumi.Output<string>;
  /** The project that was used, wherever it was found. */
  declare readonly projectId: pulumi.Output<string>;
  /** Base URL of DCS as given; absent where it follows from configuration or region. */
  declare readonly endpoint: pulumi.Output<string | undefined>;
  /** The KooCLI profile that was given. */
  declare readonly profile: pulumi.Output<string | undefined>;
  /** How the task stood when it was last looked at. */
  declare readonly status: pulumi.Output<BackgroundTaskStatus>;
  /** Percent, 0-100. */
  declare readonly progress: pulumi.Output<number>;
  /** Seconds left as the service estimated them; absent where it gave no estimate. */
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
      // The names that were looked for: by itself, the engine keeps an output secret only where an
      // input of the same name is.
      additionalSecretOutputs: [...(opts.additionalSecretOutputs ?? []), "__taskName"],
    });
    warnOfExplicitProvider(this, { name, args });
    // A preview gives inputs for outputs, and names to look for are not the name that was found.
    this.taskName = this.taskName.apply((name) => (typeof name === "string" ? name : undefined));
  }
}
