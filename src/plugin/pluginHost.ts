import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/engine_pb";
import { watchCancellation } from "../engine/cancellation";
import { runStartedAt } from "../engine/cliProcess";
import { findEngine } from "../engine/engineAddress";
import { type EngineLog, engineLogOf } from "../engine/engineLog";
import { describeDisplay } from "../engine/terminal";
import type { ProviderHost } from "../pulumi/providerHost";
import { openOverview, openRow } from "../pulumi/resourceRow";
import type { Configuration } from "../settings/settings";
import { OWN_NAMESPACE } from "../settings/sources/source";
import { systemClock } from "../wait/time/clock";
import { isUnknown } from "./values";

/** The engine, as one configured provider sees it from its process. */
export type PluginHost = ProviderHost;

/** Connects to the engine that started this process. */
export function createPluginHost(): PluginHost {
  const configured = Promise.withResolvers<Configuration>();
  const cancellation = watchCancellation();
  const display = describeDisplay();
  const log = connectLog(display.kind === "rows");
  return {
    configure: configured.resolve,
    configuration: () => configured.promise,
    // The engine passes to a plugin only what is in the namespace of its own name.
    namespaces: [OWN_NAMESPACE],
    env: process.env,
    row: (urn, secrets) => openRow({ log, display, urn, secrets }),
    overview: openOverview({ log, display }),
    onTerminal: display.kind === "rows",
    get cancelled() {
      return cancellation.signal;
    },
    isUnknown,
    clock: systemClock,
    now: Date.now,
    runStartedAt,
  };
}

/** `undefined` if no engine started this process. */
function connectLog(redraws: boolean): EngineLog | undefined {
  const engine = findEngine();
  if (!engine) return undefined;
  const address = `${engine.host}:${engine.port}`;
  const client = new EngineClient(address, credentials.createInsecure());
  return engineLogOf(
    { log: (request, done) => client.log(request as proto.LogRequest, done) },
    { redraws, proto: { LogRequest: proto.LogRequest, LogSeverity: proto.LogSeverity } },
  );
}
