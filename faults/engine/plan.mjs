import { kinds } from "../kinds/all.mjs";
import { dice } from "../random.mjs";

/** What would take an `up` minutes is left to the runs without an engine. */
const LONGEST_PAUSE_MS = 8_000;
const fits = ({ target, hangs, retryAfterMs = 0 }) =>
  !target && !hangs && retryAfterMs < LONGEST_PAUSE_MS;
const names = Object.keys(kinds).filter((name) => fits(kinds[name]));
const passing = names.filter((name) => !["permanent", "refused"].includes(kinds[name].class));

/** What happens in one run with an engine, as plain data: the same seed gives the same plan. */
export function makeEnginePlan(seed, { kill }) {
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
    secrets: {
      accessKey: is.text(20),
      secretKey: is.text(40),
      securityToken: is.chance(0.6) ? is.text(80) : undefined,
    },
    restart: is.chance(0.2)
      ? { atMs: is.between(1_000, 15_000), forMs: is.between(500, 5_000) }
      : null,
    interrupt: interruptOf(is, kill),
    // The time is up before the task ends, and by the next `up` its record is gone.
    purge: is.chance(0.25),
  };
}

/** A signal to the engine or to its plugin at a random moment: before, in or after the wait. */
function interruptOf(is, kill) {
  const signals = kill ? ["SIGKILL"] : [undefined, "SIGINT", "SIGTERM", "SIGKILL"];
  const signal = is.pick(signals);
  return (
    signal && { signal, whom: is.pick(["engine", "plugin"]), afterMs: is.between(500, 20_000) }
  );
}
