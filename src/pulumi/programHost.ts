import { setTimeout } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { type EngineLog, engineLogOf } from "../engine/engineLog";
import { describeDisplay, type EngineDisplay } from "../engine/terminal";
import type { ResourceRow } from "../resource/host/callContext";
import type { Host } from "../resource/host/host";
import { type Clock, MAX_TIMER_MS } from "../wait/time/clock";
import type { Overview } from "../display/overview";
import { openOverview, openRow } from "./resourceRow";

/** The engine, as a program sees it from its own process. */
export interface ProgramHost extends Host {
  /** @param secrets - texts that the row never shows */
  row(urn: string, secrets: readonly string[]): ResourceRow;
  /** All waits together; `undefined` where it is not needed. */
  readonly overview: Overview | undefined;
}

/** Connects to the engine that runs this program. */
export function createProgramHost(): ProgramHost {
  const display: EngineDisplay = describeDisplay();
  const engine = pulumi.runtime.getEngine();
  const log: EngineLog | undefined =
    engine &&
    engineLogOf(
      { log: (request, done) => engine.log(request as never, done) },
      { redraws: display.kind === "rows" },
    );
  const startedAt = Date.now();
  return {
    configuration: () => Promise.resolve((name: string) => pulumi.runtime.getConfig(name)),
    env: process.env,
    row: (urn, secrets) => openRow({ log, display, urn, secrets }),
    overview: openOverview({ log, display }),
    onTerminal: display.kind === "rows",
    isUnknown: () => false,
    clock: idleClock,
    now: Date.now,
    runStartedAt: () => startedAt,
  };
}

/**
 * The machine's clock, on which nothing keeps the process alive: if the provider fails, no after hook
 * is called, and the program must end all the same.
 */
const idleClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    setTimeout(Math.min(ms, MAX_TIMER_MS), undefined, { ref: false, ...(signal && { signal }) }),
};
