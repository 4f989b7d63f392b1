import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginHost } from "../../../src/plugin/pluginHost";
import { hideSecrets } from "../../../src/pulumi/hideSecrets";
import { startServer } from "../../../src/plugin/server";
import { isUnknown } from "../../../src/plugin/values";
import { type Scenario, type Simulator, startSimulator } from "../../../src/simulator";
import type { Configuration } from "../../../src/settings/settings";
import { fastTime } from "../../support/fastClock";
import { steadyDate } from "../../support/steadyTime";
import { callsOf, type Calls } from "./calls";

/** What differs from the default stage. */
export interface StageOptions {
  readonly scenarios: readonly (string | Scenario)[];
  /** Factor by which the scenarios run faster than written. Default 10. */
  readonly speed?: number;
  /** Whether the provider is configured for the simulator. Default true. */
  readonly isConfigured?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Factor by which the provider's clock is faster than the simulator's. Default 1. */
  readonly clockSpeed?: number;
}

/** A simulator, and the plugin's server in this process with a client for it. */
export interface Stage {
  readonly simulator: Simulator;
  readonly calls: Calls;
  /** The texts of each row, the latest last. */
  readonly shown: readonly { readonly urn: string; readonly text: string }[];
  /** Configuration keys that lead to the simulator. */
  readonly variables: Readonly<Record<string, string>>;
  configure(variables?: Readonly<Record<string, string>>): Promise<void>;
  /** Inputs for a scenario's task, with short gaps between queries. */
  inputs(scenario: string, more?: Record<string, unknown>): Record<string, unknown>;
  /** As the engine does on Ctrl-C. */
  cancel(): void;
  close(): Promise<void>;
}

let stages = 0;

export async function openStage(options: StageOptions): Promise<Stage> {
  const { scenarios, speed = 10, isConfigured = true, env = {}, clockSpeed = 1 } = options;
  stages += 1;
  const simulator = await startSimulator({
    ...{ scenarios, speed, now: steadyDate },
    // The process shares what is known of a key.
    accessKey: `PLUGIN${stages}ACCESS0KEY`,
    secretKey: `SecretKeyOfPlugin${stages}ThatOpensNothingAtAll`,
  });
  const shown: { urn: string; text: string }[] = [];
  const cancellation = new AbortController();
  const host = createHost({ shown, env, clockSpeed, cancelled: cancellation.signal });
  const server = await startServer(host, {
    version: "1.2.3",
    schema: '{"name":"huaweicloud-dcs"}',
  });
  const client = new ResourceProviderClient(
    `127.0.0.1:${server.port}`,
    credentials.createInsecure(),
  );
  const variables = {
    region: simulator.region,
    accessKey: simulator.accessKey,
    secretKey: simulator.secretKey,
    endpoints: JSON.stringify({ dcs: simulator.url, iam: simulator.url }),
  };
  const calls = callsOf(client);
  const stage: Stage = {
    ...{ simulator, calls, shown, variables },
    configure: async (values = variables) => {
      await calls.configure(values);
    },
    inputs: (scenario, more = {}) => ({
      instanceId: simulator.instanceId,
      taskId: simulator.tasks[scenario],
      poll: { minSeconds: 0.02, maxSeconds: 0.05 },
      ...more,
    }),
    cancel: () => {
      cancellation.abort();
    },
    close: async () => {
      client.close();
      server.close();
      await simulator.close();
    },
  };
  if (isConfigured) await stage.configure();
  return stage;
}

interface HostParts extends Pick<PluginHost, "env" | "cancelled"> {
  readonly shown: { urn: string; text: string }[];
  readonly clockSpeed: number;
}

function createHost({ shown, env, clockSpeed, cancelled }: HostParts): PluginHost {
  const configured = Promise.withResolvers<Configuration>();
  const startedAt = steadyDate();
  return {
    ...{ env, cancelled, isUnknown, onTerminal: true, overview: undefined },
    configure: configured.resolve,
    configuration: () => configured.promise,
    namespaces: ["huaweicloud-dcs"],
    row: (urn = "", secrets) => ({
      show: (text) => {
        shown.push({ urn, text: hideSecrets(text, secrets) });
      },
      keep: (_, text) => {
        shown.push({ urn, text: hideSecrets(text, secrets) });
      },
      settled: () => Promise.resolve(),
    }),
    // A clock of its own, since all waits on one clock share a request budget.
    clock: fastTime(clockSpeed).clock,
    now: steadyDate,
    runStartedAt: () => startedAt,
  };
}
