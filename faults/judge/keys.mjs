import { LOCK_MS, MOST_REFUSALS } from "./limits.mjs";

const isRefusal = ({ class: its, kind, isSkewed }) =>
  its === "refused" && kind !== "403" && !isSkewed;
const isAccepted = ({ class: its }) => !["trouble", "refused"].includes(its);

/** Whether the service has refused a wait's key, or forbidden its query, for good. */
export function isRefused({ log }, { client, endMark, startMark, key: held }, { answers }) {
  const before = log.entries
    .filter(({ ended }) => ended <= endMark)
    .toSorted((a, b) => a.ended - b.ended);
  const mine = before.filter((entry) => entry.client === client && entry.ended > startMark);
  const answered = mine.filter(({ class: its, isSkewed }) => its !== "trouble" && !isSkewed);
  const lastTwo = answered.slice(-2);
  if (lastTwo.length === 2 && lastTwo.every(({ class: its }) => its === "refused")) return true;
  if (answers.at(-1)?.class === "refused" && answers.at(-1).isSkewed) return false;
  const used = new Set([held, ...mine.map(({ key }) => key)]);
  return [...used].some((key) => refusalsAtTheEnd(before, key) >= MOST_REFUSALS);
}

function refusalsAtTheEnd(entries, key) {
  const own = entries.filter((entry) => entry.key === key);
  const row = own.slice(own.findLastIndex(isAccepted) + 1);
  return row.filter(isRefusal).length;
}

/**
 * A key that was refused twice in a row must not be tried again for as long as a lock would last;
 * one that was never accepted must not be tried more than that at all. A refusal for the date of the
 * request is none of the key.
 */
export function judgeKeys({ log, plan, keys }) {
  const found = [];
  const names = new Set(log.entries.map(({ key }) => key).filter(Boolean));
  for (const name of names) {
    const own = log.entries.filter(({ key }) => key === name);
    const count = own.filter(isRefusal).length;
    if (own.some((entry) => isTriedInVain(own, entry))) {
      found.push({ kind: "too many refusals", detail: `${count} of one key, tried on and on` });
    } else if (!own.some(isAccepted) && isAtOnce(own) && count > MOST_REFUSALS) {
      found.push({ kind: "too many refusals", detail: `${count} of a key that was never good` });
    }
  }
  const skewed = log.entries.filter(({ class: its, isSkewed }) => its === "refused" && isSkewed);
  const jumps = plan.events.filter(({ kind }) => kind === "clock jumps").length;
  if (skewed.length > 2 * jumps * plan.clients.length) {
    found.push({ kind: "too many refusals", detail: `${skewed.length} for their date` });
  }
  return [...found, ...judgeCalls({ log, keys })];
}

/** A client asks for fresh credentials at most as often as something was refused, to any client. */
function judgeCalls({ log, keys }) {
  const refusals = log.entries.filter(({ class: its }) => its === "refused").length;
  const refreshes = keys.calls.filter(({ refresh }) => refresh);
  return [...Map.groupBy(refreshes, ({ source }) => source).values()]
    .filter((own) => own.length > refusals)
    .map((own) => ({
      kind: "keys fetched in vain",
      detail: `${own.length} times for ${refusals} refusals`,
    }));
}

function isTriedInVain(own, entry) {
  const before = own
    .filter(({ ended }) => ended < entry.begun)
    .toSorted((a, b) => a.ended - b.ended);
  const row = before.slice(before.findLastIndex(isAccepted) + 1).filter(isRefusal);
  return row.length >= MOST_REFUSALS && entry.at - row.at(-1).endedAt < LOCK_MS;
}

function isAtOnce(own) {
  return own.at(-1).at - own[0].at < LOCK_MS;
}
