import type { TaskState } from "./classify";
import { LEAST_FAILURES, patience } from "./failureBudget";
import type { Trouble } from "./trouble";
import type { TaskVerdict } from "./waitResult";

/** What one query for the progress says: a state of the task, or why it says none. */
export type View = Exclude<TaskState, "malformed"> | Trouble;

/** What the task list says. `busy`: nothing for now. `refused`: nothing, and asking again may not help. */
export type Word = TaskVerdict | "busy" | "refused";

/** What follows. `ask`: the list is asked first. `giveUp`: the trouble itself is the end. */
export type Decision = "succeeded" | "failed" | "lost" | "giveUp" | "ask" | "goOn";

/** What both views have said so far of one task. Durations in milliseconds. */
export interface Known {
  /** What the progress said last. */
  readonly view: View;
  /** How often in a row, and for how long. */
  readonly count: number;
  readonly lastedMs: number;
  /** Whether either view, or an earlier run, has ever seen the task. */
  readonly seen: boolean;
  /** Whether failures in a row have lasted for longer than the patience with them. */
  readonly isSpent: boolean;
  /** What the list said last, while the progress said this. */
  readonly word?: Word | undefined;
  /** Between the first and the last time in a row that the list said this. */
  readonly wordLastedMs: number;
  /** How often in a row the list said this. */
  readonly wordCount: number;
  /** Since the list was last asked, whatever the progress said then. */
  readonly askedMs: number;
}

/** How long 100 % may have unfinished steps before the list is asked, and the gap to the next time. */
const SETTLE_MS = 20_000;
/** "Unknown" must last so long, and a task that was never seen be missing so long, to mean anything. */
const LASTING_MS = 10_000;
/** The gaps to a list that refuses double this often. */
const MOST_DOUBLINGS = 5;

/**
 * The task list and the progress are two views of one task: where one does not say how it stands,
 * the other is asked, before an end is declared and before giving up.
 */
export function decide(known: Known): Decision {
  const { view, word, seen, isSpent, wordLastedMs } = known;
  if (view === "running") return "goOn";
  if (view === "succeeded" || view === "failed") return view;
  if (word === "succeeded" || word === "failed") return word;
  if (msToAsk(known) < 1) return "ask";
  if (word === undefined || word === "running") return "goOn";
  if (view === "missing" && seen && word !== "busy") {
    const graceMs = word === "refused" ? patience.notFoundMs : LASTING_MS;
    if (wordLastedMs > graceMs - 1) return "lost";
  }
  return isSpent || (word !== "busy" && isFinal(known)) ? "giveUp" : "goOn";
}

/**
 * The longest gap to the next query that is in time to ask the list, where something waits for its
 * word: an end at 100 %, or a record that is gone. Elsewhere it is asked when the progress is.
 */
export function longestGap(known: Known): number {
  if (isNearEnd(known)) return msToAsk(known);
  const hasTime = known.word === "running" || known.word === "busy";
  return known.view === "missing" && !hasTime ? msToAsk(known) : Infinity;
}

/** Milliseconds until the list is to be asked. A clock may be a fraction of a millisecond early. */
function msToAsk(known: Known): number {
  const firstMs = known.isSpent || isFinal(known) ? 0 : msToFirstAsk(known);
  return Math.max(firstMs, gapToAskAgain(known) - known.askedMs);
}

function msToFirstAsk({ view, seen, count, lastedMs }: Known): number {
  if (view === "unclear") return 0;
  if (view === "settling") return SETTLE_MS - lastedMs;
  // A record that was there may fail to be found once; one never seen may be late.
  if (view === "missing" && seen) return count > 1 ? 0 : Infinity;
  return view === "missing" || view === "unreadable" ? LASTING_MS - lastedMs : Infinity;
}

function gapToAskAgain(known: Known): number {
  const { view, seen, word, wordCount } = known;
  if (view === "missing" && seen) return LASTING_MS;
  const isRefused = word === "refused" && isNearEnd(known);
  return SETTLE_MS * 2 ** (isRefused ? Math.min(wordCount, MOST_DOUBLINGS) : 0);
}

function isNearEnd({ view }: Known): boolean {
  return view === "settling" || view === "unclear";
}

/** Whether the progress alone would end the wait here, unless the list knows better. */
function isFinal({ view, seen, count, lastedMs }: Known): boolean {
  if (view === "rejected") return true;
  if (seen || count < LEAST_FAILURES) return false;
  if (view === "missing") return lastedMs > patience.notFoundMs - 1;
  return view === "unreadable" && lastedMs > patience.unprovedMs - 1;
}
