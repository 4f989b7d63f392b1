import type { ToldWait } from "../told.ts";
import { isRefused } from "./keys.ts";
import { describeRow, isNowhere, isSpent, lastRow, type TroubleRow } from "./patience.ts";
import { pauseOfHost } from "./promptness.ts";
import {
  isReadable,
  isRetried,
  isWord,
  type RunStage,
  type Story,
  trailing,
  type WaitAnswer,
} from "./story.ts";

/** What is wrong with the error that a wait ended with, in words; nothing where it is right. */
export function judgeError(stage: RunStage, wait: ToldWait, story: Story): string[] {
  const { outcome, error } = wait;
  const message = error?.message ?? "";
  switch (outcome) {
    case "error UNAUTHORIZED":
    case "error FORBIDDEN":
      return isRefused(stage, wait) ? [] : [`${outcome}, and the key is good`];
    case "error NETWORK":
    case "error SERVICE_ERROR":
    case "error THROTTLED":
    case "error MALFORMED_RESPONSE":
    case "error NOT_FOUND":
    case "error INVALID_INPUT":
      return [...judgeGivingUp(stage, wait, story), ...judgeWords(story.answers.at(-1), message)];
    default:
      return [`${outcome}: ${message}`];
  }
}

function judgeGivingUp(stage: RunStage, wait: ToldWait, story: Story): string[] {
  const { outcome, isSeen } = wait;
  const its = story.answers.at(-1)?.its;
  if (its === "permanent" || its === "either") return [];
  if (isTimeUp(wait) && pauseOfHost(stage, wait) >= wait.deadline) return [];
  const row = lastRow(stage, wait, story);
  if (hidesFromList(stage, wait, row)) {
    return [`${outcome} after ${describeRow(row)}, and the list knows the task`];
  }
  if (its === "unclear") return [];
  if (isTimeUp(wait) && !isAnswered(story) && !isSeen) return [];
  const isDenied = row.lists.some(({ word }) => word === "unknown");
  if (outcome === "error NOT_FOUND" && isSeen && isDenied)
    return [`${outcome} of a task that was seen before`];
  return isNowhere(row) || isSpent(withUnasked(row, wait))
    ? []
    : [`${outcome} after ${describeRow(row)}`];
}

/** The list knew the task, and was not asked after the last answer of any other kind. */
function hidesFromList(
  stage: RunStage,
  { isKnown, outcome }: ToldWait,
  { row, lists }: TroubleRow,
): boolean {
  if (!isKnown || stage.service.isDown || outcome === "error UNAUTHORIZED") return false;
  if (row.some(({ path }) => path === "iam")) return false;
  const isAnswering = lists.length === 0 && !stage.isFailing("list");
  // A page that is not the last one tells nothing.
  return isAnswering || lists.at(-1)?.word === "more";
}

/** A query whose turn does not come before the deadline is one more without an answer. */
function withUnasked(last: TroubleRow, { error, endedAt }: ToldWait): TroubleRow {
  const answer = last.row.at(-1);
  const isUnasked = / before the deadline$/.test(error?.message ?? "");
  return isUnasked && answer ? { ...last, row: [...last.row, { ...answer, endedAt }] } : last;
}

/** The service's own words must not get lost. */
function judgeWords(last: WaitAnswer | undefined, message: string): string[] {
  const says = last?.says;
  return says && !message.includes(says) ? [`the error does not say ${says}`] : [];
}

export function isTimeUp({ endedAt, deadline }: Pick<ToldWait, "endedAt" | "deadline">): boolean {
  return endedAt >= deadline - 2;
}

/** Whether anything was learnt of the task. */
export function isAnswered({ answers, lists }: Story): boolean {
  return answers.some(isReadable) || lists.some(({ word }) => isWord(word));
}

/**
 * The answers at the end that the record is gone. Trouble between them says nothing of the task, and
 * does not end the row.
 */
export function notFoundRow({ answers }: Story): WaitAnswer[] {
  return trailing(answers, isRetried).filter(({ its }) => its === "notFound");
}
