import type { Environment } from "../../../src/settings/settings";
import type { Host } from "../../../src/resource/host";
import { withDefaults } from "../../../src/resource/inputs";
import { createLifecycle, type Lifecycle } from "../../../src/resource/lifecycle";
import { oneTask, type WaitKind } from "../../../src/resource/waitKind";
import { type Scenario, type Simulator, startSimulator } from "../../../src/simulator";
import { systemClock } from "../../../src/wait/clock";

/** What stands for a value that only the real run will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a stage may do differently. */
export interface StageOptions {
  readonly scenarios: readonly (string | Scenario)[];
  /** How many times faster than written the scenarios run. Default 10. */
  readonly speed?: number;
  readonly securityToken?: string;
  /** The service's clock. Default: this machine's. */
  readonly now?: () => number;
  /** Over the configuration that leads to the simulator. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly host?: Partial<Host>;
  /** Default: that of a `BackgroundTask`. */
  readonly kind?: WaitKind;
}

/** A diagnostic that stays on screen. */
interface Kept {
  readonly severity: "info" | "warning";
  readonly text: string;
}

/** A simulator, and a life cycle whose host's configuration leads to it. */
export interface Stage {
  readonly simulator: Simulator;
  readonly lifecycle: Lifecycle;
  /** Every text that was shown in a row. */
  readonly shown: readonly string[];
  /** Every diagnostic that stays on screen. */
  readonly kept: readonly Kept[];
  /** Complete inputs for a scenario's task, asked for often. */
  inputs(scenario: string, more?: Record<string, unknown>): Record<string, unknown>;
  /** A life cycle as a new process would have it. */
  again(more?: Partial<Host>, configuration?: Readonly<Record<string, string>>): Lifecycle;
  /** How many requests there were for a task's progress. */
  asked(): number;
  /** Tells the engine to stop. */
  cancel(): void;
}

let stages = 0;

export async function setStage(options: StageOptions): Promise<Stage> {
  const { scenarios, speed = 10, securityToken } = options;
  stages += 1;
  const simulator = await startSimulator({
    ...{ scenarios, speed, securityToken, now: options.now },
    // What is known of a key holds in the whole process.
    accessKey: `STAGE${stages}ACCESS0KEY`,
    secretKey: `SecretKeyOfStage${stages}ThatOpensNothingAtAll`,
  });
  const startedAt = Date.now();
  const shown: string[] = [];
  const kept: Kept[] = [];
  const cancellation = new AbortController();
  const again: Stage["again"] = (more = {}, configuration = {}) => {
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
    return createLifecycle(
      {
        configuration: () =>
          Promise.resolve((name: string) => values[name.replace(/^huaweicloud:/, "")]),
        env,
        row: () => ({
          show: (text) => {
            shown.push(text);
          },
          keep: (severity, text) => {
            kept.push({ severity, text });
          },
          settled: () => Promise.resolve(),
        }),
        onTerminal: true,
        cancelled: cancellation.signal,
        isUnknown: (value) => value === UNKNOWN,
        // A clock of its own, since all waits on one clock share what they may ask.
        clock: { ...systemClock },
        now: Date.now,
        runStartedAt: () => startedAt,
        ...options.host,
        ...more,
      },
      options.kind ?? oneTask,
    );
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
