import { isSpent, describeRow, lastRow } from "./patience.mjs";
import { pauseOfHost } from "./promptness.mjs";
import { isRefused } from "./keys.mjs";
import { honoured } from "./limits.mjs";
import { isReadable, isWord, trailing } from "./story.mjs";

/** What is wrong with the error that a wait ended with, in words; nothing where it is right. */
export function judgeError(stage, wait, story) {
  const { outcome, error } = wait;
  const last = story.answers.at(-1);
  switch (outcome) {
    case "error UNAUTHORIZED":
    case "error FORBIDDEN":
      return isRefused(stage, wait, story) ? [] : [`${outcome}, and the key is good`];
    case "error NETWORK":
    case "error SERVICE_ERROR":
    case "error THROTTLED":
    case "error MALFORMED_RESPONSE":
    case "error NOT_FOUND":
    case "error INVALID_INPUT":
      return [...judgeGivingUp(stage, wait, story), ...judgeWords(last, error)];
    default:
      return [`${outcome}: ${error.message}`];
  }
}

function judgeGivingUp(stage, wait, story) {
  const { outcome, isSeen } = wait;
  const last = story.answers.at(-1);
  if (["permanent", "either"].includes(last?.its)) return [];
  if (isTimeUp(wait) && pauseOfHost(stage, wait) >= wait.deadline) return [];
  const row = lastRow(stage, wait, story);
  if (hidesFromList(stage, wait, row)) {
    return [`${outcome} after ${describeRow(row)}, and the list knows the task`];
  }
  if (last?.its === "unclear") return [];
  if (isTimeUp(wait) && !isAnswered(story) && !isSeen) return [];
  if (outcome === "error NOT_FOUND" && isSeen) return [`${outcome} of a task that was seen before`];
  if (isSpent(withUnasked(row, wait))) return [];
  return [`${outcome} after ${describeRow(row)}`];
}

/** The list could tell of the task, and was not asked since anything else did. */
function hidesFromList(stage, { task, isKnown, outcome, endedAt }, { row, lists }) {
  if (!isKnown || stage.isDown || outcome === "error UNAUTHORIZED") return false;
  if (row.some(({ path }) => path === "iam")) return false;
  // In a pause that the host asked for nothing can be asked.
  if (row.some((answer) => answer.endedAt + honoured(answer) > endedAt)) return false;
  const isAnswering = lists.length === 0 && !stage.isFailing("list");
  // A page that is not the last one tells nothing.
  const isHalfRead = lists.at(-1)?.word === "more";
  return task !== undefined && (isAnswering || isHalfRead);
}

/** A query whose turn does not come before the deadline is one more without an answer. */
function withUnasked(last, { error, endedAt }) {
  const isUnasked = / before the deadline$/.test(error.message);
  return isUnasked ? { ...last, row: [...last.row, { ...last.row.at(-1), endedAt }] } : last;
}

/** The service's own words must not get lost. */
function judgeWords(last, { message }) {
  const { says } = last ?? {};
  return says && !message.includes(says) ? [`the error does not say ${says}`] : [];
}

export function isTimeUp({ endedAt, deadline }) {
  return endedAt >= deadline - 2;
}

/** Whether anything was learnt of the task. */
export function isAnswered({ answers, lists }) {
  return answers.some(isReadable) || lists.some(({ word }) => isWord(word));
}

/** Whether the record was answered to be gone, twice or more at the end. */
export function isGone({ answers }) {
  return trailing(answers, ({ its }) => its === "notFound").length >= 2;
}
