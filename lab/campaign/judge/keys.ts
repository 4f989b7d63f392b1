import { byEnd, type EndedEntry, type Entry, hasEnded } from "../requestLog.ts";
import type { Finding, ToldWait } from "../told.ts";
import { LOCK_MS, MOST_REFUSALS } from "./limits.ts";
import { processOf, type RunStage } from "./story.ts";

const isRefusal = ({ class: its, kind }: Entry) => its === "refused" && kind !== "403";
/** An answer without a code may be from a proxy, which does not check keys. */
const isAccepted = ({ class: its, acceptsKey, proves }: Entry) =>
  acceptsKey === true ||
  its === "true" ||
  its === "untrue" ||
  (proves === true && its !== "trouble" && its !== "refused");

/** Whether the service has refused a wait's key, or forbidden its query, for good. */
export function isRefused(
  { log }: RunStage,
  { client, endMark, startMark, key: held }: ToldWait,
): boolean {
  const before = byEnd(log.ended.filter(({ ended }) => ended <= endMark));
  const mine = before.filter((entry) => entry.client === client && entry.ended > startMark);
  const answered = mine.filter((entry) => entry.class === "refused" || isAccepted(entry));
  const lastTwo = answered.slice(-2);
  if (lastTwo.length === 2 && lastTwo.every(({ class: its }) => its === "refused")) return true;
  const used = new Set([held, ...mine.map(({ key }) => key)]);
  return [...used].some((key) => refusalsAtTheEnd(before, key) >= MOST_REFUSALS);
}

function refusalsAtTheEnd(entries: readonly EndedEntry[], key: string | undefined): number {
  const own = entries.filter((entry) => entry.key === key);
  const row = own.slice(own.findLastIndex(isAccepted) + 1);
  return row.filter(isRefusal).length;
}

/**
 * In one process a key that was refused twice in a row must not be tried again for as long as a lock would last;
 * one that was never accepted must not be tried more than that at all. The service counts a refusal for
 * the date of a request, too.
 */
export function judgeKeys(stage: RunStage): Finding[] {
  const { log, plan } = stage;
  const signed = log.entries.filter(({ key }) => key !== undefined);
  const owns = Map.groupBy(signed, (entry) => `${processOf(plan, entry)} ${entry.key ?? ""}`);
  const details = [...[...owns.values()].flatMap(judgeKey), ...judgeDates(stage)];
  return [
    ...details.map((detail) => ({ kind: "too many refusals", detail })),
    ...judgeCalls(stage),
  ];
}

/** @param own the requests with one key */
function judgeKey(own: readonly Entry[]): string[] {
  const count = own.filter(isRefusal).length;
  if (own.some((entry) => isTriedInVain(own, entry)))
    return [`${count} of one key, tried on and on`];
  const isBad = !own.some(isAccepted) && isAtOnce(own) && count > MOST_REFUSALS;
  return isBad ? [`${count} of a key that was never good`] : [];
}

/**
 * Each client may learn of a jump of the clock by one refusal, and again when what it learnt was
 * refused for another reason.
 */
function judgeDates({ log, plan }: RunStage): string[] {
  const skewed = log.entries.filter(({ class: its, isSkewed }) => its === "refused" && isSkewed);
  const jumps = plan.events.filter(({ kind }) => kind === "clock jumps").length;
  const others = log.entries.filter((entry) => isRefusal(entry) && !entry.isSkewed).length;
  const isMuch = skewed.length > jumps * plan.clients.length + others;
  return isMuch ? [`${skewed.length} for their date`] : [];
}

/**
 * A client asks for fresh credentials at most as often as something was refused, to any client. That a
 * date is wrong is no reason to, unless the corrected one was not accepted either.
 */
function judgeCalls({ log, keys }: RunStage): Finding[] {
  let inARow = 0;
  const reasons = byEnd(log.ended).filter((entry) => {
    if (isAccepted(entry)) inARow = 0;
    if (entry.class !== "refused") return false;
    inARow += 1;
    return entry.isSkewed !== true || inARow > 1;
  });
  const refusals = reasons.length;
  const refreshes = keys.calls.filter(({ refresh }) => refresh);
  return [...Map.groupBy(refreshes, ({ source }) => source).values()]
    .filter((own) => own.length > refusals)
    .map((own) => ({
      kind: "keys fetched in vain",
      detail: `${own.length} times for ${refusals} refusals`,
    }));
}

function isTriedInVain(own: readonly Entry[], entry: Entry): boolean {
  const before = byEnd(own.filter(hasEnded).filter(({ ended }) => ended < entry.begun));
  const refusals = before.slice(before.findLastIndex(isAccepted) + 1).filter(isRefusal);
  // After the time of a lock the count begins again.
  const isFree = ({ at }: Entry, index: number) =>
    at - (refusals[index - 1]?.endedAt ?? at) >= LOCK_MS;
  const row = refusals.slice(Math.max(refusals.findLastIndex(isFree), 0));
  const last = row.at(-1);
  return row.length >= MOST_REFUSALS && last !== undefined && entry.at - last.endedAt < LOCK_MS;
}

function isAtOnce(own: readonly Entry[]): boolean {
  return (own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0) < LOCK_MS;
}
