import { Overview } from "../display/overview";
import { padWideCharacters } from "../display/terminalText";
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
  if (!urn || !log) {
    return { show: () => undefined, keep: () => undefined, settled: () => Promise.resolve() };
  }
  return {
    show: (text) => {
      log.status(urn, labelOf(urn, display) + fitTable(hideSecrets(text, secrets), display));
    },
    keep: (severity, text) => {
      log.keep(urn, severity, hideSecrets(text, secrets));
    },
    settled: () => log.settled(urn),
  };
}

/**
 * The row of the stack, which shows all waits of this process together. `undefined` in a log, where no
 * text of a resource's row is hidden.
 */
export function openOverview({
  log,
  display,
}: Pick<RowOptions, "log" | "display">): Overview | undefined {
  if (!log || display.kind === "log") return undefined;
  // A text without a URN goes to the stack's row, and an empty one clears it.
  const stack = "";
  return new Overview({
    show: (text) => {
      log.status(stack, fitTable(text, display));
    },
    settled: () => log.settled(stack),
  });
}

/** The engine's table counts characters, and a terminal columns. */
function fitTable(text: string, { countsCharacters }: EngineDisplay): string {
  return countsCharacters ? padWideCharacters(text) : text;
}
