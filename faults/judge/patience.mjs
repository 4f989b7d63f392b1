import { BUDGET_MS, GRACE_MS, LEAST_IN_A_ROW, SECOND, UNPROVED_BUDGET_MS } from "./limits.mjs";
import { isProved, isReadable, isRetried, isWord, trailing } from "./story.mjs";

/** The trouble at the end of a wait, since the task's progress or its list last told of it. */
export function lastRow(stage, wait, { answers, lists }) {
  const word = lists.findLast((list) => isWord(list.word));
  const row = trailing(answers, isRetried).filter(({ ended }) => ended > (word?.ended ?? 0));
  return {
    row,
    isSeen: wait.isSeen || word !== undefined || answers.some(isReadable),
    isProved: row[0] !== undefined && isProved(stage, row[0].host, row[0].ended),
    mayBeProved:
      row[0] !== undefined &&
      isProved(stage, row[0].host, row.at(-1).ended + 1, { byAnything: true }),
    /** What the list said, or did not say, since the row began. */
    lists: lists.filter(({ ended }) => ended > (word?.ended ?? 0)),
  };
}

/** Whether a row of trouble is so long that it may be given up. */
export function isSpent({ row, isSeen, isProved: wasProved }) {
  if (row.length < LEAST_IN_A_ROW) return false;
  const gone = trailing(row, ({ its }) => its === "notFound");
  if (!isSeen && gone.length > 0 && spanOf(gone) >= GRACE_MS) return true;
  const isLong = isSeen || wasProved || row.some(({ proves }) => proves === true);
  return spanOf(row) >= (isLong ? BUDGET_MS : UNPROVED_BUDGET_MS);
}

/** It went on although its patience was spent before. */
export function isOverdue(last) {
  const gone = trailing(last.row, ({ its }) => its === "notFound");
  // Where the list cannot be asked, patience may be longer than the grace time.
  const before = last.lists.filter(({ ended }) => ended < last.row.at(-1)?.ended);
  const isUnknown = before.at(-1)?.word === "unknown";
  if (!last.isSeen && gone.length > 0 && (!isUnknown || gone.length <= LEAST_IN_A_ROW))
    return false;
  return isSpent({ ...last, row: last.row.slice(0, -1), isProved: last.mayBeProved });
}

export function describeRow({ row }) {
  return `${row.length} in a row in ${Math.round(spanOf(row) / SECOND)} s`;
}

function spanOf(part) {
  return part.length === 0 ? 0 : part.at(-1).endedAt - part[0].endedAt;
}
