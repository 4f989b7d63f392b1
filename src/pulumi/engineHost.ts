import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { watchCancellation } from "../engine/cancellation";
import { runStartedAt } from "../engine/cliProcess";
import { connectEngineLog } from "../engine/engineLog";
import { hideSecrets } from "../engine/hideSecrets";
import { describeDisplay, labelOf } from "../engine/terminal";
import type { Host } from "../resource/host";
import type { Configuration } from "../settings/settings";
import { systemClock } from "../wait/clock";

/** The engine as the resources of a program see it from the plugin process, which all share. */
export interface EngineHost extends Host {
  /** To be called with the stack's configuration. */
  configure(configuration: Configuration): void;
  /** Keeps these texts out of what is shown of the resource with this URN. */
  hide(urn: string | undefined, secrets: readonly string[]): void;
}

/** Connects to the engine that started this process. */
export function createEngineHost(): EngineHost {
  // The engine may call another method before configure has returned.
  const configured = Promise.withResolvers<Configuration>();
  const log = connectEngineLog();
  const cancellation = watchCancellation();
  const display = describeDisplay();
  const hidden = new Map<string, readonly string[]>();

  return {
    configure: configured.resolve,
    configuration: () => configured.promise,
    env: process.env,
    hide: (urn, secrets) => {
      if (urn && secrets.length > 0) hidden.set(urn, secrets);
    },
    row: (urn) => {
      let last = Promise.resolve();
      const shown = (text: string) => hideSecrets(text, hidden.get(urn ?? "") ?? []);
      return {
        show: (text) => {
          // One after the other: the engine shows texts in the order in which they happen to come.
          if (urn && log)
            last = last.then(() => log.status(urn, labelOf(urn, display) + shown(text)));
        },
        keep: (severity, text) => {
          if (urn && log) last = last.then(() => log.keep(urn, severity, shown(text)));
        },
        settled: () => last,
      };
    },
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
