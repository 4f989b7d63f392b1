import { dice, type Dice } from "./dice.ts";
import { anything } from "./plan/anything.ts";
import { anotherKey, badKey, clockJumps, refusedNowAndThen } from "./plan/keys.ts";
import { busyFromTheStart, crowd, silence } from "./plan/limits.ts";
import { disagreement, glitch, listAlone, settling } from "./plan/lists.ts";
import { looks, otherAnswerInTheMiddle, strangeIam } from "./plan/places.ts";
import type { Plan } from "./plan/plan.ts";
import { lateComers, twoRuns } from "./plan/runs.ts";
import { makeTask } from "./plan/task.ts";
import { severalUps } from "./plan/ups.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What a run is about. */
const subjects: Readonly<Record<string, (is: Dice, plan: Plan) => void>> = {
  anything,
  "the list disagrees": disagreement,
  "100 % that does not settle": settling,
  "the list alone": listAlone,
  "a glitch of record and list": glitch,
  "busy from the start": busyFromTheStart,
  "no answer in time": silence,
  "many tasks": crowd,
  "a bad key": badKey,
  "refused now and then": refusedNowAndThen,
  "another key": anotherKey,
  "the clock jumps": clockJumps,
  "two runs": twoRuns,
  "waits that begin later": lateComers,
  "strange answers of IAM": strangeIam,
  "other answers in the middle": otherAnswerInTheMiddle,
  "single queries": looks,
  "several times up": severalUps,
};

/** What happens in the run with this seed. */
export function makePlan(seed: number): Plan {
  const is = dice(seed);
  const subject = subjectOf(is);
  const plan: Plan = { seed, subject, ...makeBasics(is) };
  subjects[subject]?.(is, plan);
  return plan;
}

/** Half of all runs are about anything at any time, and many of what is left about resources. */
function subjectOf(is: Dice): string {
  if (is.chance(0.5)) return "anything";
  return is.chance(0.2) ? "several times up" : is.pick(Object.keys(subjects));
}

/** One wait for one task, with which nothing goes wrong. */
function makeBasics(is: Dice): Omit<Plan, "seed" | "subject"> {
  return {
    task: makeTask(is),
    taskNames: ["task"],
    ...{ faults: [], listFaults: [], iamFaults: [], spells: [], events: [], looks: [], list: {} },
    hosts: 1,
    clients: [{ host: 0, knowsProject: is.chance(0.7) }],
    keys: "good",
    cachesKeys: is.chance(0.5),
    secrets: {
      accessKey: is.text(20),
      secretKey: is.text(40),
      securityToken: is.chance(0.6) ? is.text(80) : undefined,
    },
    waits: [
      {
        task: "task",
        client: 0,
        timeoutMs: 3 * HOUR,
        maxDelayMs: is.pick([MINUTE, MINUTE, MINUTE, 2 * MINUTE]),
        // What is undefined is not given.
        givesUndefined: is.chance(0.3),
      },
    ],
  };
}
