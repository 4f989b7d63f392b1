import type { TaskState } from "./classify";
import { LEAST_FAILURES, patience } from "./failureBudget";
import type { Trouble } from "./trouble";
import type { TaskVerdict } from "../waitResult";

/** What the progress says: a state of the task, or why the query failed. */
export type View = Exclude<TaskState, "malformed"> | Trouble;

/** What the task list says. `busy`: the query failed for now. `refused`: it may fail every time. */
export type Word = TaskVerdict | "busy" | "refused";

/** What follows. `ask`: ask the list first. `giveUp`: end the wait with the error of the query. */
export type Decision = "succeeded" | "failed" | "lost" | "giveUp" | "ask" | "goOn";

/** What both views of one task have said so far. Durations in milliseconds. */
export interface Known {
  /** What the progress said last. */
  readonly view: View;
  /** How often the progress has said so, and for how long, whatever failed in between. */
  readonly count: number;
  readonly lastedMs: number;
  /** Whether either view, or an earlier run, has ever seen the task. */
  readonly seen: boolean;
  /** Whether failures in a row have lasted too long. */
  readonly isSpent: boolean;
  /** What the list said last, since the progress says `view`. */
  readonly word?: Word | undefined;
  /** Time between the first and the last of the list's equal answers in a row. */
  readonly wordLastedMs: number;
  /** How often in a row the list said `word`. */
  readonly wordCount: number;
  /** Time since the list was last asked. */
  readonly askedMs: number;
}

/** Ask the list after 100 % with unfinished steps for this long, and again after the same time. */
const SETTLE_MS = 20_000;
/** "Unknown" counts after this time, and so does "not found" of a task that was never seen. */
const LASTING_MS = 10_000;
/** An answer of the list this young is good enough to give up on. */
const FRESH_MS = 1_000;
/** How often the gap to a refusing list is doubled. */
const MAX_DOUBLINGS = 5;

/**
 * Decides what follows. The progress and the task list are two views of one task: if one of them does
 * not tell its state, the other is asked before an end is declared and before giving up.
 */
export function decide(known: Known): Decision {
  const { view, word, isSpent } = known;
  if (view === "succeeded" || view === "failed") return view;
  if (word === "succeeded" || word === "failed") return word;
  if (view === "running") return "goOn";
  if (msToAsk(known) < 1) return "ask";
  if (word === undefined || word === "running") return "goOn";
  if (word === "busy") return isSpent ? "giveUp" : "goOn";
  return decideDenied(known) ?? (isSpent || isFinal(known) ? "giveUp" : "goOn");
}

/** What follows when neither view knows a task that was seen before; `undefined` otherwise. */
function decideDenied({ view, count, seen, word, wordLastedMs }: Known): Decision | undefined {
  // The list may have said so before, while the progress could not be read.
  if (!isDenied(view) || count < 2 || !seen) return undefined;
  const graceMs = word === "refused" ? patience.notFoundMs : LASTING_MS;
  if (wordLastedMs > graceMs - 1) return view === "missing" ? "lost" : "giveUp";
  // It is known in seconds whether it is lost, which says more than that patience is at its end.
  return view === "missing" && word === "unknown" ? "goOn" : undefined;
}

/**
 * The longest gap to the next query with which the list is asked in time, if the outcome depends on it:
 * at 100 %, or if the record is gone. Otherwise the list is asked whenever the progress is.
 */
export function longestGap(known: Known): number {
  if (isNearEnd(known)) return msToAsk(known);
  const hasTime = known.word === "running" || known.word === "busy";
  return isDenied(known.view) && !hasTime ? msToAsk(known) : Infinity;
}

/** Milliseconds until the list must be asked. Callers allow for a clock that is a fraction early. */
function msToAsk(known: Known): number {
  const firstMs = known.isSpent || isFinal(known) ? 0 : msToFirstAsk(known);
  return Math.max(firstMs, gapToAskAgain(known) - known.askedMs);
}

function msToFirstAsk({ view, seen, count, lastedMs }: Known): number {
  // A task without a progress view is rejected every time, and only the list knows it.
  if (view === "unclear" || view === "rejected") return 0;
  if (view === "settling") return SETTLE_MS - lastedMs;
  // A known record may be missing once by mistake; a task that was never seen may appear late.
  if (view === "missing" && seen) return count > 1 ? 0 : Infinity;
  return view === "missing" || view === "unreadable" ? LASTING_MS - lastedMs : Infinity;
}

function gapToAskAgain(known: Known): number {
  const { view, seen, word, wordCount } = known;
  // What the list did not know a while ago, it may know by now.
  if (known.isSpent || isFinal(known)) return FRESH_MS;
  if (view === "rejected" || (view === "missing" && seen)) return LASTING_MS;
  const isRefused = word === "refused" && isNearEnd(known);
  return SETTLE_MS * 2 ** (isRefused ? Math.min(wordCount, MAX_DOUBLINGS) : 0);
}

function isNearEnd({ view }: Known): boolean {
  return view === "settling" || view === "unclear";
}

/** Whether the progress says that there is no such task, or none that it can show. */
function isDenied(view: View): boolean {
  return view === "missing" || view === "rejected";
}

/** Whether the failed queries end the wait unless the list knows the task. */
function isFinal({ view, seen, count, lastedMs, word }: Known): boolean {
  if (seen || count < LEAST_FAILURES) return false;
  if (isDenied(view)) return lastedMs > patience.notFoundMs - 1;
  return view === "unreadable" && word === "unknown" && lastedMs > patience.unprovedMs - 1;
}
