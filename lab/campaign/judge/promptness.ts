import type { ToldWait } from "../told.ts";
import {
  LIST_GAP_MS,
  longestPause,
  REQUEST_MS,
  REQUESTS_PER_SECOND,
  ROUNDING_MS,
  SECOND,
  SETTLE_MS,
  SLACK_MS,
} from "./limits.ts";
import { type ListAnswer, type RunStage, type Story, trailing } from "./story.ts";

/** What does not tell how the task stands, so that the list decides: each is a view of its own. */
const undecided: readonly (readonly (string | undefined)[])[] = [
  ["a word in another language at 100 %"],
  ["a sub-step failed beside its repetition", "a failed sub-step in a step with an unknown word"],
];
/** After "too many requests" the rate is no less than this share of what it was. */
const LOWEST_SHARE = 1 / 20;
/** How long many waits may be held up by that, in milliseconds. */
const MOST_SLOWED_MS = 60 * SECOND;
/** The gaps to a list that refuses double this often. */
const MOST_DOUBLINGS = 5;

/** What came later than it should, in words. `endAt` is when the task really ended. */
export function judgePromptness(
  stage: RunStage,
  wait: ToldWait,
  { story, endAt }: { readonly story: Story; readonly endAt: number },
): string[] {
  const { outcome, endedAt, abortedAt, deadline, isAborted } = wait;
  const wokenAt = Math.max(0, ...stage.suspensions.filter((at) => at <= endedAt));
  const overMs = endedAt - Math.max(deadline, wokenAt);
  const goneOnMs = endedAt - Math.max(abortedAt ?? 0, wait.startedAt);
  const found: string[] = [];
  if (outcome === "aborted" && isAborted && goneOnMs > SLACK_MS) {
    found.push("aborted, and went on");
  }
  if (overMs > REQUEST_MS + SLACK_MS + ROUNDING_MS)
    found.push(`${inSeconds(overMs)} after the deadline`);
  if (outcome !== "succeeded" && outcome !== "failed") return found;
  const telling = story.answers.filter(
    ({ its, at, ended }) => its === "true" && at >= endAt && ended > wait.startMark,
  );
  if (telling.length > 1)
    found.push(`${telling.length - 1} earlier answers had already reported the end`);
  const hinderedUntil = Math.max(lastHindrance(story), pauseOfHost(stage, wait));
  const dueAt = Math.max(endAt, wokenAt, wait.startedAt, hinderedUntil);
  const lateMs = endedAt - dueAt - allowance(stage, wait, story);
  if (lateMs > SLACK_MS) found.push(`${inSeconds(endedAt - dueAt)} after the end`);
  return found;
}

/** How long an end may take to be seen. */
function allowance(
  { plan, log }: RunStage,
  { maxDelayMs, result }: ToldWait,
  { answers, lists }: Story,
): number {
  const row = undecidedRow(answers);
  if (result?.decidedBy === "taskList" && row.length > 1) return settlingGap(lists, maxDelayMs);
  const rates = plan.clients.map(
    ({ requestsPerSecond = REQUESTS_PER_SECOND }) => requestsPerSecond,
  );
  // Many waits share the requests that may be made; after "too many" there are fewer.
  const { length } = plan.waits;
  const turnsMs = length > 4 ? (4 * length * SECOND) / Math.min(...rates) : 0;
  const isThrottled =
    plan.limit !== undefined || log.entries.some(({ kind }) => kind?.startsWith("429"));
  const slowedMs = (2 * length * SECOND) / (Math.min(...rates) * LOWEST_SHARE);
  const listMs = goneRow(answers).length > 1 ? LIST_GAP_MS : 0;
  return maxDelayMs + listMs + turnsMs + (isThrottled ? Math.min(slowedMs, MOST_SLOWED_MS) : 0);
}

/** The list that decides is asked every twenty seconds, less often if it refuses. */
function settlingGap(lists: readonly ListAnswer[], maxDelayMs: number): number {
  const isClear = lists.every(({ word }) => word !== undefined && word !== "unknown");
  if (isClear) return SETTLE_MS;
  const refusals = lists.filter(({ class: its }) => its !== "true" && its !== "trouble").length;
  return Math.max(SETTLE_MS * 2 ** Math.min(refusals, MOST_DOUBLINGS), maxDelayMs);
}

/** Until when something other than the wait's own schedule kept the end from being seen. */
function lastHindrance({ answers, lists }: Story): number {
  const untrue = answers.slice(0, answers.findLastIndex(({ its }) => its !== "true") + 1);
  const [unsettled] = undecidedRow(untrue);
  const list = lists.findLast(({ word }) => word === undefined || word === "unknown");
  const [, gone] = goneRow(answers);
  if (gone) return Math.max(gone.endedAt, list?.endedAt ?? 0);
  const listUntil = list?.endedAt ?? 0;
  if (!unsettled) return Math.max(untrue.at(-1)?.endedAt ?? 0, listUntil);
  // A list that could not decide is asked again after the same time.
  return Math.max(unsettled.endedAt, listUntil) + SETTLE_MS;
}

/** The answers at the end that the record is gone, which is looked for in the list from the second one on. */
function goneRow(answers: Story["answers"]): Story["answers"] {
  return trailing(answers, ({ its }) => its === "notFound");
}

/** The answers at the end that all leave the decision to the list, in the same way. */
function undecidedRow(answers: Story["answers"]): Story["answers"] {
  const alike = undecided.find((kinds) => kinds.includes(answers.at(-1)?.kind));
  return alike ? trailing(answers, ({ kind }) => alike.includes(kind)) : [];
}

/** Until when the host had asked for a pause, at most until the deadline. */
export function pauseOfHost({ log }: RunStage, { client, endMark, deadline }: ToldWait): number {
  const { host } = log.entries.find((entry) => entry.client === client) ?? {};
  const ends = log.ended
    .filter((entry) => entry.host === host && entry.ended < endMark && longestPause(entry) > 0)
    .map((entry) => entry.endedAt + longestPause(entry));
  return Math.min(Math.max(0, ...ends), deadline);
}

function inSeconds(ms: number): string {
  return `${Math.round(ms / SECOND)} s`;
}
