import { itemAt } from "../dice.ts";
import type { ToldWait } from "../told.ts";
import {
  BUDGET_MS,
  GRACE_MS,
  LEAST_IN_A_ROW,
  LIST_GAP_MS,
  ROUNDING_MS,
  SECOND,
  UNPROVED_BUDGET_MS,
} from "./limits.ts";
import {
  isProved,
  isReadable,
  isRetried,
  isWord,
  type ListAnswer,
  type RunStage,
  type Story,
  trailing,
  type WaitAnswer,
} from "./story.ts";

/** The failures at the end of a wait, after the last answer of the progress or the list about the task. */
export interface TroubleRow {
  readonly row: readonly WaitAnswer[];
  /** Whether anything was learnt of the task before. */
  readonly isSeen: boolean;
  /** Whether address and key were proved when it began. */
  readonly isProved: boolean;
  /** The same at its end, by whatever was answered. */
  readonly mayBeProved: boolean;
  /** What the list said, or did not say, since the row began. */
  readonly lists: readonly ListAnswer[];
}

export function lastRow(stage: RunStage, wait: ToldWait, { answers, lists }: Story): TroubleRow {
  const word = lists.findLast((list) => isWord(list.word));
  const row = trailing(answers, isRetried).filter(({ ended }) => ended > (word?.ended ?? 0));
  const [first] = row;
  const end = (row.at(-1)?.ended ?? 0) + 1;
  return {
    row,
    isSeen: wait.isSeen || word !== undefined || answers.some(isReadable),
    isProved:
      first !== undefined &&
      isProved(stage, { host: first.host, mark: first.ended, by: "trouble of IAM" }),
    mayBeProved:
      first !== undefined && isProved(stage, { host: first.host, mark: end, by: "anything" }),
    lists: lists.filter(({ ended }) => ended > (word?.ended ?? 0)),
  };
}

/** Whether a row of trouble is so long that it may be given up. */
export function isSpent({ row, isSeen, isProved: wasProved }: TroubleRow): boolean {
  if (row.length < LEAST_IN_A_ROW) return false;
  const gone = goneIn(row);
  if (!isSeen && gone.length > 0 && spanOf(gone) >= GRACE_MS) return true;
  const isLong = isSeen || wasProved || row.some(({ proves }) => proves === true);
  return spanOf(row) >= (isLong ? BUDGET_MS : UNPROVED_BUDGET_MS);
}

/**
 * Whether a task that was never seen could not be read for as long as the short budget, and the list
 * does not know it: then it is not there, whatever else is wrong.
 */
export function isNowhere({ isSeen, row, lists }: TroubleRow): boolean {
  if (isSeen || row.length < LEAST_IN_A_ROW) return false;
  const isUnknown = lists.at(-1)?.word === "unknown";
  return isUnknown && spanOf(row) >= UNPROVED_BUDGET_MS - ROUNDING_MS;
}

/** It went on although its patience was spent before. */
export function isOverdue(last: TroubleRow): boolean {
  const before = last.row.slice(0, -1);
  const gone = goneIn(last.row.at(-1)?.its === "notFound" ? last.row : before);
  // Where the list cannot be asked, patience may be longer than the grace time.
  const end = last.row.at(-1)?.ended ?? 0;
  const due = last.row.at(-2)?.endedAt ?? 0;
  if (last.lists.some(({ endedAt }) => endedAt < due && due - endedAt < LIST_GAP_MS)) return false;
  const isUnknown = last.lists.findLast(({ ended }) => ended < end)?.word === "unknown";
  // It is known in seconds whether a record that is gone is lost.
  if (last.isSeen && last.row.at(-2)?.its === "notFound" && isUnknown) return false;
  if (!last.isSeen && gone.length > 0 && (!isUnknown || gone.length <= LEAST_IN_A_ROW))
    return false;
  return isSpent({ ...last, row: before, isProved: last.mayBeProved });
}

export function describeRow({ row }: TroubleRow): string {
  return `${row.length} in a row in ${Math.round(spanOf(row) / SECOND)} s`;
}

/** Where the last answer of a row is that there is no record, all of these: trouble is none. */
function goneIn(row: readonly WaitAnswer[]): WaitAnswer[] {
  return row.at(-1)?.its === "notFound" ? row.filter(({ its }) => its === "notFound") : [];
}

function spanOf(part: readonly WaitAnswer[]): number {
  return part.length === 0 ? 0 : itemAt(part, part.length - 1).endedAt - itemAt(part, 0).endedAt;
}
