import { startSimulator, type Scenario, type Simulator } from "../../../src/simulator";
import { progressPath, vendorGet, type Answer } from "./vendorGet";

/** A simulator whose clock only moves when a test moves it. */
export interface VirtualSimulator {
  readonly simulator: Simulator;
  /** The time at which it started: milliseconds since 1970. */
  readonly launchedAt: number;
  now(): number;
  /** Sets the time to this many seconds after the start. */
  at(seconds: number): void;
  /** A progress query now. */
  progress(scenario: string): Promise<Answer>;
  get(path: string, query?: Record<string, string>): Promise<Answer>;
}

/** Starts a simulator in virtual time; signatures are dated by the same clock. */
export async function startVirtual(
  scenarios?: readonly (string | Scenario)[],
  speed = 1,
): Promise<VirtualSimulator> {
  const launchedAt = Date.parse("2026-01-01T00:00:00.000Z");
  let nowMs = launchedAt;
  const simulator = await startSimulator({ scenarios, speed, now: () => nowMs });
  return {
    simulator,
    launchedAt,
    now: () => nowMs,
    at: (seconds) => {
      nowMs = launchedAt + seconds * 1000;
    },
    progress: (scenario) =>
      vendorGet(simulator, progressPath(simulator, scenario), { date: nowMs }),
    get: (path, query) => vendorGet(simulator, path, { query, date: nowMs }),
  };
}
