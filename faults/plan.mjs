import { kinds } from "./kinds/all.mjs";
import { dice } from "./random.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const NEVER_FINISHED = { kind: "a word in another language at 100 %" };
const LIST_REFUSALS = ["403", "400 for good", "404 in HTML"];
const CEILINGS = [MINUTE, MINUTE, MINUTE, 2 * MINUTE];

const names = Object.keys(kinds);
const weights = names.map((name) => kinds[name].weight ?? 1);
const permanent = names.filter((name) => kinds[name].class === "permanent");
const passing = names.filter((name) => !["permanent", "refused"].includes(kinds[name].class));
const waitedOut = passing.filter((name) => kinds[name].class === "trouble" && !kinds[name].hangs);

/**
 * What happens in one run, as plain data: the same seed gives the same plan.
 *
 * `faults` are stretches of queries in a row that go wrong: from the `from`-th query on, or from the
 * `from`-th one after the task's end. `events` happen at a time, in milliseconds.
 */
export function makePlan(seed) {
  const is = dice(seed);
  const task = makeTask(is);
  const events = makeEvents(is, task);
  const plan = {
    seed,
    task,
    events,
    faults: makeFaults(is, events),
    listFaults: is.chance(0.15) ? stretch(is, waitedOut, 1, is.integer(1, 3)) : [],
    iamFaults: is.chance(0.1) ? stretch(is, waitedOut, 1, is.integer(1, 3)) : [],
    secrets: {
      accessKey: is.text(20),
      secretKey: is.text(40),
      securityToken: is.chance(0.6) ? is.text(80) : undefined,
    },
    knowsProject: is.chance(0.7),
    cachesKeys: is.chance(0.5),
    waits: Array.from({ length: is.chance(0.2) ? is.integer(2, 4) : 1 }, () => ({
      timeoutMs: is.chance(0.85) ? 3 * HOUR : is.spread(5_000, HOUR),
      maxDelayMs: lengthOf(task) < 5 * MINUTE && is.chance(0.3) ? 10_000 : is.pick(CEILINGS),
    })),
  }; // What no waiting can mend.
  if (is.chance(0.05)) {
    plan.faults.unshift({
      kind: is.pick(permanent),
      from: is.integer(1, 4),
      count: Infinity,
    });
  }
  // Steps that never say that they are finished: the list alone tells.
  if (is.chance(0.03))
    plan.faults = [{ ...NEVER_FINISHED, from: 1, count: Infinity, afterEnd: true }];
  // The list is asked for where the record is gone, and may refuse.
  if (events.some(({ kind }) => kind === "record purged, known to the list") && is.chance(0.5)) {
    plan.listFaults = [{ kind: is.pick(LIST_REFUSALS), from: 1, count: is.integer(2, 4) }];
  }
  return plan;
}

function makeTask(is) {
  const totalMs = is.spread(2_000, HOUR);
  const count = is.integer(1, 4);
  const fails = is.chance(0.3);
  const steps = Array.from({ length: count }, (_, at) => ({
    name: `step ${at + 1}`,
    seconds: Math.round(totalMs / count) / 1000,
    ...(fails && at === count - 1 ? { fails: "DCS.4842" } : {}),
  }));
  if (!fails && is.chance(0.5)) {
    const { name, seconds } = steps[0];
    steps[0] = {
      name,
      seconds,
      subSteps: [0, 1].map((at) => ({
        name: `slot ${at}`,
        seconds: Math.floor(seconds * 400) / 1000,
      })),
    };
  }
  return {
    name: "task",
    steps,
    startedSecondsAgo: is.chance(0.1) ? is.spread(1, totalMs / 500) : 0,
    remainTime: is.pick([
      "accurate",
      "accurate",
      "none",
      "zero",
      "frozen",
      { bias: Math.round(is.between(20, 200)) / 100 },
    ]),
    ...(is.chance(0.15) && {
      stalls: [
        {
          atPercent: is.integer(10, 90),
          seconds: Math.round(is.spread(5, 1_000)),
        },
      ],
    }),
    ...(is.chance(0.1) && { settlesForSeconds: Math.round(is.spread(2, 300)) }),
    ...(is.chance(0.08) && {
      notFoundForSeconds: Math.round(is.between(2, 24)),
    }),
    ...(is.chance(0.05) && {
      waitsForSeconds: Math.round(is.spread(10, 5_000)),
    }),
    ...(is.chance(0.12) && {
      purgedAfterSeconds: Math.round(is.spread(1, 500)),
    }),
    ...(is.chance(0.06) && {
      vanishesAfterSeconds: Math.max(1, Math.round((totalMs * is.between(0.1, 0.95)) / 1000)),
    }),
  };
}

function lengthOf({ steps }) {
  return steps.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
}

function makeEvents(is, task) {
  const totalMs = lengthOf(task);
  const when = () => Math.round(totalMs * is.between(0, 1.05));
  const events = [];
  const maybe = (probability, kind, more = {}) => {
    if (is.chance(probability)) events.push({ kind, at: when(), ...more });
  };
  maybe(0.04, "instance deleted");
  maybe(0.05, "record purged, known to the list");
  maybe(0.1, "keys renewed in mid-wait");
  maybe(0.02, "keys expired for good");
  maybe(0.04, "clock skew of an hour", { byMs: is.pick([-HOUR, HOUR]) });
  maybe(0.06, "simulator killed and restarted", {
    forMs: Math.round(is.spread(1_000, 8 * MINUTE)),
  });
  maybe(0.06, "machine suspended", {
    forMs: Math.round(is.spread(10_000, 10 * HOUR)),
  });
  maybe(0.05, "wait aborted", { onRequest: is.chance(0.5) });
  maybe(0.05, "one of several waits aborted", { onRequest: is.chance(0.5) });
  return events;
}

function makeFaults(is, events) {
  const faults = [];
  const stretches = is.pick([0, 1, 1, 2, 2, 3, 4]);
  for (let n = 0; n < stretches; n += 1) {
    const afterEnd = is.chance(0.4);
    const from = afterEnd ? 1 : is.integer(1, 12);
    // Refusals and the like end a wait, so they are rarer than in the list of kinds.
    const some = is.chance(0.12) ? names : passing;
    const count = Math.min(1 + Math.floor(-Math.log(1 - is.random()) * 2), 9);
    faults.push(...stretch(is, some, from, count, afterEnd));
  }
  // Trouble that never ends.
  if (is.chance(0.03) && events.length === 0) {
    const kind = is.pick(waitedOut);
    faults.push({
      kind,
      from: is.integer(1, 6),
      count: Infinity,
      afterEnd: false,
    });
  }
  if (is.chance(0.02)) {
    faults.push({
      kind: is.pick(["401", "403"]),
      from: is.integer(1, 5),
      count: Infinity,
    });
  }
  return faults;
}

/** Queries in a row that go wrong, all alike or each in its way. */
function stretch(is, some, from, count, afterEnd = false) {
  if (is.chance(0.4)) return [{ kind: weighed(is, some), from, count, afterEnd }];
  return Array.from({ length: count }, (_, n) => ({
    kind: weighed(is, some),
    from: from + n,
    count: 1,
    afterEnd,
  }));
}

function weighed(is, some) {
  for (;;) {
    const name = is.pick(some);
    if (is.chance(weights[names.indexOf(name)])) return name;
  }
}
