import { anything } from "./plan/anything.mjs";
import { anotherKey, badKey, clockJumps, refusedNowAndThen } from "./plan/keys.mjs";
import { busyFromTheStart, crowd, silence } from "./plan/limits.mjs";
import { disagreement, glitch, listAlone, settling } from "./plan/lists.mjs";
import { looks, otherAnswerInTheMiddle, strangeIam } from "./plan/places.mjs";
import { lateComers, twoRuns } from "./plan/runs.mjs";
import { makeTask } from "./plan/task.mjs";
import { severalUps } from "./plan/ups.mjs";
import { dice } from "./random.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What a run is about. */
const subjects = {
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

/**
 * What happens in one run, as plain data: the same seed gives the same plan.
 *
 * - `faults`, `listFaults`, `iamFaults` are stretches of requests in a row that go wrong: from the
 *   `from`-th on, or from the `from`-th one after the task's end; `spells` go from a time to another;
 * - `events` happen at a time; all times are in milliseconds of the run;
 * - a wait begins at once, at `startsAt`, or `afterMs` after the end of the one that it `follows`.
 */
export function makePlan(seed) {
  const is = dice(seed);
  const subject = subjectOf(is);
  const plan = { seed, subject, ...makeBasics(is) };
  subjects[subject](is, plan);
  return plan;
}

/** Half of all runs are about anything at any time, and many of what is left about resources. */
function subjectOf(is) {
  if (is.chance(0.5)) return "anything";
  return is.chance(0.2) ? "several times up" : is.pick(Object.keys(subjects));
}

/** One wait for one task, with which nothing goes wrong. */
function makeBasics(is) {
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
