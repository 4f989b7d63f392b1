import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { watchCancellation } from "../../engine/cancellation";
import { runStartedAt } from "../../engine/cliProcess";
import { connectEngineLog } from "../../engine/engineLog";
import { describeDisplay } from "../../engine/terminal";
import type { Configuration } from "../../settings/settings";
import { systemClock } from "../../wait/time/clock";
import type { ProviderHost } from "../providerHost";
import { openOverview, openRow } from "../resourceRow";

/** The engine, as all dynamic resources of a program see it from their one plugin process. */
export type EngineHost = ProviderHost;

/** Connects to the engine that started this process. */
export function createEngineHost(): EngineHost {
  // The engine may call another method before configure has returned.
  const configured = Promise.withResolvers<Configuration>();
  const cancellation = watchCancellation();
  const display = describeDisplay();
  const log = connectEngineLog({ redraws: display.kind === "rows" });

  return {
    configure: configured.resolve,
    configuration: () => configured.promise,
    env: process.env,
    row: (urn, secrets) => openRow({ log, display, urn, secrets }),
    overview: openOverview({ log, display }),
    onTerminal: display.kind === "rows",
    get cancelled() {
      return cancellation.signal;
    },
    isUnknown: (value) => value === unknownValue,
    clock: systemClock,
    now: Date.now,
    runStartedAt,
  };
}
