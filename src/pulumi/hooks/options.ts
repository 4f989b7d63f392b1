import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../../json";
import type {
  BackgroundTaskInputs,
  EndingPolicy,
  PollBounds,
} from "../../resource/properties/inputs";
import { parseInputs, withDefaults } from "../../resource/properties/completeInputs";
import { validateInputs } from "../../resource/properties/validateInputs";

/** Options of {@link taskHooks} and {@link watchInstances}. */
export interface TaskHookOptions {
  /** Names of the tasks to wait for, such as `"EXTEND"`. Default: every task. */
  readonly taskName?: string | readonly string[];
  /**
   * Longest wait, in seconds, above 0 and at most a year, counted from the end of the operation. While
   * the operation goes on, it is watched for as long from its begin, and then again after its end.
   * Default 3600.
   */
  readonly timeoutSeconds?: number;
  /** `"record"`: a task that failed or was lost leaves a warning. Default `"error"`: `up` fails. */
  readonly onFailure?: EndingPolicy;
  /** `"record"`: a wait that timed out leaves a warning. Default `"error"`: `up` fails. */
  readonly onTimeout?: EndingPolicy;
  /** Bounds of the gap between two queries. Default `{ minSeconds: 1, maxSeconds: 60 }`. */
  readonly poll?: Partial<PollBounds>;
  /** Default: the region of the resource, then as for a `BackgroundTask`. */
  readonly region?: string;
  /** Default: `huaweicloud:projectId`, then IAM is asked. */
  readonly projectId?: string;
  /** Base URL of DCS. Default: that of the region. */
  readonly endpoint?: string;
  /** KooCLI profile with the credentials. Default: `huaweicloud:profile`, then other sources. */
  readonly profile?: string;
  /**
   * The DCS instance that a resource works on; with `undefined` or `null` the resource is not watched.
   * Anything else than an id is an error before the resource is changed. Default: the input
   * `instanceId`, or else, for a `DcsInstance`, its own id.
   */
  readonly instanceId?: (args: pulumi.ResourceHookArgs) => pulumi.Input<string | null | undefined>;
}

/** Options without the function, checked. */
export type CheckedOptions = Omit<TaskHookOptions, "instanceId">;

/** Every option, in the order of messages. */
const optionNames: Readonly<Record<keyof TaskHookOptions, true>> = {
  ...{ taskName: true, timeoutSeconds: true, onFailure: true, onTimeout: true, poll: true },
  ...{ region: true, projectId: true, endpoint: true, profile: true, instanceId: true },
};

/**
 * @param caller - the function whose options they are, for messages
 * @throws {pulumi.RunError} with every problem at once
 */
export function checkOptions(options: TaskHookOptions, caller: string): void {
  const problems = problemsIn(options);
  if (problems.length > 0) throw new pulumi.RunError(`${caller}: ${problems.join("; ")}`);
}

function problemsIn(options: unknown): readonly string[] {
  if (!isRecord(options)) return ["the options must be an object"];
  const names = Object.keys(optionNames);
  const { instanceId, ...rest } = options;
  const known = Object.entries(rest).filter(([name]) => names.includes(name));
  const inputs = { ...Object.fromEntries(known), instanceId: "any" };
  return [
    ...validateInputs(inputs, () => false, "InstanceTasks").map(({ reason }) => reason),
    ...Object.keys(rest)
      .filter((name) => !names.includes(name))
      .map((name) => `"${name}" is not an option; the options are ${names.join(", ")}`),
    ...(instanceId === undefined || typeof instanceId === "function"
      ? []
      : ['"instanceId" must be a function of the hook\'s arguments']),
  ];
}

/** The inputs of a wait for all tasks of an instance, in the region of the resource. */
export function inputsFor(
  options: CheckedOptions,
  place: { readonly instanceId: string; readonly region: string | undefined },
): BackgroundTaskInputs {
  return parseInputs(withDefaults({ ...place, ...options }));
}
