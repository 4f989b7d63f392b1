import type { Environment } from "../../../src/settings/settings";
import type { CallContext, ResourceRow } from "../../../src/resource/host/callContext";
import type { Host } from "../../../src/resource/host/host";
import { createLifecycle, type Lifecycle } from "../../../src/resource/lifecycle";
import { oneTask } from "../../../src/resource/oneTask";
import { withDefaults } from "../../../src/resource/properties/completeInputs";
import type { WaitKind } from "../../../src/resource/waitKind";
import { type Scenario, type Simulator, startSimulator } from "../../../src/simulator";
import { fastTime } from "../../support/fastClock";
import { steadyDate } from "../../support/steadyTime";

/** Placeholder for a value that only the real run will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What differs from the default stage. */
export interface StageOptions {
  readonly scenarios: readonly (string | Scenario)[];
  /** Factor by which the scenarios run faster than written. Default 20. */
  readonly speed?: number;
  readonly securityToken?: string;
  /** The service's clock. Default: the stage's, which stands still while the process does. */
  readonly now?: () => number;
  /** Over the configuration that leads to the simulator. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly host?: Partial<Host>;
  /** Of every call. */
  readonly context?: Partial<CallContext>;
  /** Default: that of a `BackgroundTask`. */
  readonly kind?: WaitKind;
}

/** A diagnostic that stays on screen. */
interface Kept {
  readonly severity: "info" | "warning";
  readonly text: string;
}

/** A life cycle whose calls need only say what differs from the context of the stage. */
type StagedLifecycle = {
  readonly [method in keyof Lifecycle]: Lifecycle[method] extends (
    ...args: [...infer Args, CallContext]
  ) => infer Result
    ? (...args: [...Args, context?: Partial<CallContext>]) => Result
    : never;
};

/** A simulator, and a life cycle whose host's configuration leads to it. */
export interface Stage {
  readonly simulator: Simulator;
  readonly lifecycle: StagedLifecycle;
  /** Every text that was shown in a row. */
  readonly shown: readonly string[];
  /** Every diagnostic that stays on screen. */
  readonly kept: readonly Kept[];
  /** Complete inputs for a scenario's task, with short gaps between queries. */
  inputs(scenario: string, more?: Record<string, unknown>): Record<string, unknown>;
  /** A life cycle as a new process would have it. */
  again(configuration?: Readonly<Record<string, string>>): StagedLifecycle;
  /** How many requests there were for a task's progress. */
  asked(): number;
  /** Tells the engine to stop. */
  cancel(): void;
}

let stages = 0;

export async function setStage(options: StageOptions): Promise<Stage> {
  const { scenarios, speed = 20, securityToken } = options;
  stages += 1;
  const simulator = await startSimulator({
    ...{ scenarios, speed, securityToken, now: options.now ?? steadyDate },
    // The process shares what is known of a key.
    accessKey: `STAGE${stages}ACCESS0KEY`,
    secretKey: `SecretKeyOfStage${stages}ThatOpensNothingAtAll`,
  });
  const startedAt = steadyDate();
  const shown: string[] = [];
  const kept: Kept[] = [];
  const cancellation = new AbortController();
  const row: ResourceRow = {
    show: (text) => {
      shown.push(text);
    },
    keep: (severity, text) => {
      kept.push({ severity, text });
    },
    settled: () => Promise.resolve(),
  };
  const again: Stage["again"] = (configuration = {}) => {
    const values: Readonly<Record<string, string>> = {
      region: simulator.region,
      accessKey: simulator.accessKey,
      secretKey: simulator.secretKey,
      ...(securityToken !== undefined && { securityToken }),
      endpoints: JSON.stringify({ dcs: simulator.url, iam: simulator.url }),
      ...options.configuration,
      ...configuration,
    };
    const env: Environment = {};
    const host: Host = {
      configuration: () =>
        Promise.resolve((name: string) => values[name.replace(/^huaweicloud:/, "")]),
      env,
      onTerminal: true,
      isUnknown: (value) => value === UNKNOWN,
      // A clock of its own, since all waits on one clock share a request budget.
      clock: fastTime(1).clock,
      now: steadyDate,
      runStartedAt: () => startedAt,
      ...options.host,
    };
    const context: CallContext = {
      ...{ urn: "urn:stage", timeouts: {}, row, cancelled: cancellation.signal },
      ...options.context,
    };
    return inContext(createLifecycle(host, options.kind ?? oneTask), context);
  };
  return {
    simulator,
    lifecycle: again(),
    shown,
    kept,
    inputs: (scenario, more = {}) =>
      withDefaults({
        instanceId: simulator.instanceId,
        taskId: simulator.tasks[scenario],
        poll: { minSeconds: 0.02, maxSeconds: 0.05 },
        ...more,
      }),
    again,
    asked: () => simulator.requests.filter(({ path }) => path.endsWith("/progress")).length,
    cancel: () => {
      cancellation.abort();
    },
  };
}

function inContext(lifecycle: Lifecycle, context: CallContext): StagedLifecycle {
  return {
    check: (news, more) => lifecycle.check(news, { ...context, ...more }),
    diff: (olds, news, more) => lifecycle.diff(olds, news, { ...context, ...more }),
    create: (news, more) => lifecycle.create(news, { ...context, ...more }),
    read: (id, olds, more) => lifecycle.read(id, olds, { ...context, ...more }),
    update: (olds, news, more) => lifecycle.update(olds, news, { ...context, ...more }),
  };
}
