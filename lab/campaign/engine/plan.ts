import { dice, type Dice } from "../dice.ts";
import { kindOf, kinds } from "../kinds/all.ts";
import type { FaultKind } from "../kinds/kind.ts";
import type { ServicePlan } from "../plan/plan.ts";

/** What would take an `up` minutes is left to the runs without an engine. */
const LONGEST_PAUSE_MS = 8_000;
const fits = ({ target, hangs, retryAfterMs = 0 }: FaultKind) =>
  !target && !hangs && retryAfterMs < LONGEST_PAUSE_MS;
const names = Object.keys(kinds).filter((name) => fits(kindOf(name)));
const passing = names.filter((name) => !["permanent", "refused"].includes(kindOf(name).class));

/** A signal to the engine or to its plugin. */
export interface Interrupt {
  readonly signal: NodeJS.Signals;
  readonly whom: "engine" | "plugin";
  readonly afterMs: number;
}

/** What happens in one run with an engine, as plain data: the same seed gives the same plan. */
export interface EnginePlan extends ServicePlan {
  /** The simulator goes away, and comes back after a time. */
  readonly restart: { readonly atMs: number; readonly forMs: number } | undefined;
  readonly interrupt: Interrupt | undefined;
  /** The time is up before the task ends, and by the next `up` its record is gone. */
  readonly purge: boolean;
}

export function makeEnginePlan(seed: number, { kill }: { readonly kill: boolean }): EnginePlan {
  const is = dice(seed);
  const fails = is.chance(0.25);
  const seconds = is.between(4, 10);
  return {
    seed,
    task: {
      name: "task",
      startedSecondsAgo: 0,
      remainTime: is.pick(["accurate", "none", "zero", "frozen"]),
      steps: [
        { name: "first", seconds },
        { name: "last", seconds, ...(fails ? { fails: "DCS.4842" } : {}) },
      ],
      ...(is.chance(0.2) && { settlesForSeconds: is.integer(1, 3) }),
      ...(is.chance(0.2) && { notFoundForSeconds: is.integer(1, 5) }),
    },
    faults: Array.from({ length: is.integer(1, 3) }, () => ({
      kind: is.pick(is.chance(0.15) ? names : passing),
      from: is.integer(1, 5),
      count: is.integer(1, 3),
      afterEnd: is.chance(0.3),
    })),
    ...{ listFaults: [], iamFaults: [], spells: [], list: {}, keys: "good" },
    ...{ taskNames: ["task"], hosts: 1, cachesKeys: false },
    secrets: {
      accessKey: is.text(20),
      secretKey: is.text(40),
      securityToken: is.chance(0.6) ? is.text(80) : undefined,
    },
    restart: is.chance(0.2)
      ? { atMs: is.between(1_000, 15_000), forMs: is.between(500, 5_000) }
      : undefined,
    interrupt: interruptOf(is, kill),
    purge: is.chance(0.25),
  };
}

/** A signal to the engine or to its plugin at a random moment: before, in or after the wait. */
function interruptOf(is: Dice, kill: boolean): Interrupt | undefined {
  const signal = is.pick(
    kill ? (["SIGKILL"] as const) : ([undefined, "SIGINT", "SIGTERM", "SIGKILL"] as const),
  );
  return (
    signal && {
      signal,
      whom: is.pick(["engine", "plugin"] as const),
      afterMs: is.between(500, 20_000),
    }
  );
}
