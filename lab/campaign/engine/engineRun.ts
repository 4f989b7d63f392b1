import type { TaskRecord } from "pulumi-huaweicloud-dcs/simulator";
import type { Stage, StageWorld } from "../stage.ts";
import type { Finding } from "../told.ts";
import type { Project } from "./harness.ts";
import type { EnginePlan } from "./plan.ts";
import type { RealClock } from "./realClock.ts";

/** What runs with an engine share. */
export interface EngineWorld extends StageWorld {
  /** Whether the engine or its plugin is killed in each run. */
  readonly kill: boolean;
}

/** What one `up` told. */
export interface EngineUp {
  readonly code: number;
  /** All that it printed. */
  readonly all: string;
  readonly isInterrupted: boolean;
  readonly outcome: "succeeded" | "task failed" | "other";
  /** How many requests there were before it. */
  readonly before: number;
  /** The simulator's own record at its end. */
  readonly record: TaskRecord;
}

/** One run with an engine, as far as it has come. */
export interface EngineRun {
  readonly plan: EnginePlan;
  readonly stage: Stage<EnginePlan, RealClock>;
  readonly project: Project;
  readonly ups: EngineUp[];
  readonly findings: Finding[];
  kills: number;
  /** What happened beside the answers. */
  readonly met: string[];
}

/** What came of a run with an engine. */
export interface PlayedEngineRun {
  readonly seed: number;
  readonly findings: readonly Finding[];
  readonly kills: number;
  readonly ups: readonly string[];
  readonly faults: readonly string[];
  readonly requests: number;
}

export function note({ findings }: EngineRun, kind: string, detail: string): void {
  findings.push({ kind, detail });
}
