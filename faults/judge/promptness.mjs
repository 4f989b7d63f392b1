import {
  honoured,
  REQUEST_MS,
  REQUESTS_PER_SECOND,
  SECOND,
  SETTLE_MS,
  SLACK_MS,
} from "./limits.mjs";
import { trailing } from "./story.mjs";

/** What came later than it should, in words. */
export function judgePromptness(stage, wait, { story, truth }) {
  const { outcome, endedAt, abortedAt, deadline, isAborted } = wait;
  const wokenAt = Math.max(0, ...stage.suspensions.filter((at) => at <= endedAt));
  const overMs = endedAt - Math.max(deadline, wokenAt);
  const found = [];
  const goneOnMs = endedAt - Math.max(abortedAt ?? 0, wait.startedAt);
  if (outcome === "aborted" && isAborted && goneOnMs > SLACK_MS) {
    found.push("aborted, and went on");
  }
  if (overMs > REQUEST_MS + SLACK_MS) found.push(`${inSeconds(overMs)} after the deadline`);
  if (outcome !== "succeeded" && outcome !== "failed") return found;
  const ignored =
    story.answers.filter((it) => it.its === "true" && it.at >= truth.endAt).length - 1;
  if (ignored > 0) found.push(`${ignored} answers told of the end before`);
  const dueAt = Math.max(truth.endAt, wokenAt, wait.startedAt, lastHindrance(story));
  const lateMs = endedAt - dueAt - allowance(stage, wait, story);
  if (lateMs > SLACK_MS) found.push(`${inSeconds(endedAt - dueAt)} after the end`);
  return found;
}

/** How long an end may take to be seen. */
function allowance({ plan }, wait, story) {
  const { clients, waits } = plan;
  const rates = clients.map(({ requestsPerSecond = REQUESTS_PER_SECOND }) => requestsPerSecond);
  // Many waits share the requests that may be made; after "too many" there are fewer.
  const turnsMs = waits.length > 4 ? (4 * waits.length * SECOND) / Math.min(...rates) : 0;
  const slowedMs = plan.limit ? 60 * SECOND : 0;
  return settlesByList(wait, story) ? SETTLE_MS : wait.maxDelayMs + turnsMs + slowedMs;
}

/** At 100 % that does not settle, the list is asked every twenty seconds. */
function settlesByList({ result }, { lists, answers }) {
  const row = trailing(answers, ({ kind }) => kind === "a word in another language at 100 %");
  const isClear = lists.every(({ word }) => word !== undefined && word !== "unknown");
  return result?.decidedBy === "taskList" && row.length > 1 && isClear;
}

/** Until when something other than the wait's own schedule kept the end from being seen. */
function lastHindrance({ answers, lists }) {
  const untrue = answers.slice(0, answers.findLastIndex(({ its }) => its !== "true") + 1);
  const last = untrue.at(-1);
  const isSettling = last?.kind === "a word in another language at 100 %";
  const list = lists.findLast(({ word }) => word === undefined || word === "unknown");
  const since = isSettling
    ? trailing(untrue, ({ kind }) => kind === last.kind)[0].endedAt + SETTLE_MS
    : (last?.endedAt ?? 0) + honoured(last ?? {});
  return Math.max(since, list?.endedAt ?? 0);
}

function inSeconds(ms) {
  return `${Math.round(ms / SECOND)} s`;
}
