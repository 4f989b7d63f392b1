import type { EngineLog } from "../engine/engineLog";
import { type EngineDisplay, labelOf } from "../engine/terminal";
import type { ResourceRow } from "../resource/host/callContext";
import { hideSecrets } from "./hideSecrets";

/** Where texts about a resource go. */
export interface RowOptions {
  /** Default: nowhere. */
  readonly log: EngineLog | undefined;
  readonly display: EngineDisplay;
  readonly urn: string | undefined;
  /** Texts that are never shown. */
  readonly secrets: readonly string[];
}

/** The row of a resource in the engine's display. */
export function openRow({ log, display, urn, secrets }: RowOptions): ResourceRow {
  let last = Promise.resolve();
  return {
    show: (text) => {
      if (!urn || !log) return;
      const shown = labelOf(urn, display) + hideSecrets(text, secrets);
      // One after the other: the engine shows texts in the order of their arrival.
      last = last.then(() => log.status(urn, shown));
    },
    keep: (severity, text) => {
      if (!urn || !log) return;
      const shown = hideSecrets(text, secrets);
      last = last.then(() => log.keep(urn, severity, shown));
    },
    settled: () => last,
  };
}
