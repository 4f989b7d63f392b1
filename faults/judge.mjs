import { findSecrets, hasControlCharacters } from "./secrets.mjs";
import { MOST_BYTES } from "./stagedFetch.mjs";

const SECOND = 1_000;
/** The budgets that README states, in milliseconds. */
const BUDGET_MS = 600 * SECOND;
const FIRST_ANSWER_BUDGET_MS = 60 * SECOND;
const NOT_FOUND_GRACE_MS = 30 * SECOND;
const LEAST_IN_A_ROW = 5;
/** The longest `Retry-After` that is honoured. */
const MOST_RETRY_AFTER_MS = 300 * SECOND;
const REQUEST_MS = 10 * SECOND;
/** How long 100 % may take to settle. */
const SETTLE_MS = 20 * SECOND;
const SLACK_MS = SECOND;
/** A key is locked after five refusals in a row. */
const MOST_REFUSALS = 4;

const waitedOut = ["trouble", "notFound"];

/**
 * Compares what the waits told with the simulator's own record of the task and with what was really
 * answered. The client's view counts for nothing.
 */
export function judge(stage, waits, { isStuck, listeners }) {
  if (isStuck) return [{ kind: "never ended", detail: "a wait went on for ever" }];
  return [
    ...waits.flatMap((wait) => judgeWait(stage, wait)),
    ...judgeWhole(stage, waits, listeners),
  ];
}

function judgeWait(stage, wait) {
  const found = [];
  const note = (kind, detail) => found.push({ kind, detail: `wait ${wait.at}: ${detail}` });
  const answers = answersOf(stage.log.slice(0, wait.logLength));
  const { state, endedAt } = wait.record;
  const endAt = endedAt === undefined ? Infinity : endedAt - stage.clock.wall() + stage.clock.now();
  const hasEnded = endAt <= wait.endedAt;
  const fate = stage.plan.task.steps.some(({ fails }) => fails) ? "failed" : "succeeded";
  const told = `${wait.outcome}, the record: ${state}`;
  switch (wait.outcome) {
    case "succeeded":
      if (!hasEnded || fate !== "succeeded") note("false success", told);
      break;
    case "failed":
      if (!hasEnded || fate !== "failed") note("false failure", told);
      break;
    case "timedOut":
      if (!isTimeUp(wait)) note("false failure", `${told}, before its time`);
      else if (hasEnded && !isExcused(answers, { wait, endAt })) {
        note("false failure", `${told}, although the answer was to be had`);
      }
      break;
    case "aborted":
      if (!wait.isAborted) note("false failure", `${told}, nobody aborted it`);
      else if (wait.endedAt - wait.abortedAt > SLACK_MS) note("late", "aborted, and went on");
      break;
    case "lost":
      if (wait.isVisible && !isListSilent(stage.log, answers, wait)) {
        note("false failure", `${told}, and the list knows it`);
      } else if (trailing(answers, ({ class: its }) => its === "notFound").length < 2) {
        note("false failure", `${told}, after fewer than two "not found"`);
      }
      break;
    default:
      for (const problem of judgeError(stage, wait, answers)) note("false failure", problem);
  }
  if (wait.outcome === "succeeded" || wait.outcome === "failed") {
    const wokenAt = Math.max(0, ...stage.suspensions.filter((at) => at <= wait.endedAt));
    const lateMs = wait.endedAt - Math.max(endAt, wokenAt, lastHindrance(answers));
    if (lateMs > wait.maxDelayMs + SLACK_MS) note("late", `${Math.round(lateMs / SECOND)} s`);
    const ignored = answers.filter((it) => it.class === "true" && it.at >= endAt).length - 1;
    if (ignored > 0) note("late", `${ignored} answers told of the end before`);
  }
  if (overdue(answers)) note("gave up too late", told);
  const { texts, result, outcome } = wait;
  const secrets = findSecrets([...texts, result], stage.secrets);
  if (secrets.length > 0) note("secret", `${secrets.length} in what was told of ${outcome}`);
  if (texts.some(hasControlCharacters)) note("escape sequence", outcome);
  return found;
}

/** For as long as README says, nobody could tell: not the record, and not the list. */
function isListSilent(log, answers, { logLength, endedAt }) {
  const gone = trailing(answers, ({ class: its }) => its === "notFound");
  const goneAt = gone[0]?.at ?? endedAt;
  const asked = log.slice(0, logLength).filter(({ path, at }) => path === "list" && at >= goneAt);
  const since = asked[0]?.at ?? endedAt;
  return endedAt - since >= NOT_FOUND_GRACE_MS && asked.every(({ class: its }) => its !== "true");
}

function isTimeUp({ startedAt, endedAt, timeoutMs }) {
  return endedAt - startedAt >= timeoutMs - 2;
}

/** The task had ended, but trouble kept the answer back until the time was up. */
function isExcused(answers, { wait, endAt }) {
  const deadline = wait.startedAt + wait.timeoutMs;
  const last = answers.at(-1);
  if (!last || endAt > deadline) return true;
  if (isSettledByList(answers, wait)) return false;
  if (last.class === "true") return last.at < endAt && last.at + SLACK_MS >= deadline;
  return last.at + Math.max(honoured(last), REQUEST_MS) + SLACK_MS >= deadline;
}

/** Steps that said 100 % and nothing else for so long that the list is to be asked. */
function isSettledByList(answers, { maxDelayMs, endedAt }) {
  const row = trailing(answers, ({ kind }) => kind === "a word in another language at 100 %");
  return row.length > 2 && endedAt - row[0].at > SETTLE_MS + 3 * maxDelayMs;
}

function judgeError(stage, { outcome, endedAt, error }, answers) {
  const lastTwo = answers.slice(-2).map(({ class: its }) => its);
  const last = stage.log.filter(({ path }) => path !== "list").at(-1);
  switch (outcome) {
    case "error UNAUTHORIZED":
    case "error FORBIDDEN": {
      const isSkewed = Math.abs(stage.skewMs) > 0;
      if (isSkewed && outcome === "error UNAUTHORIZED" && last?.kind === undefined) {
        return /clock is \d+ min (ahead|behind)/.test(error.message)
          ? []
          : ["a clock that is an hour off is not told of"];
      }
      if (last?.path === "iam") return [];
      return lastTwo.length === 2 && lastTwo.every((its) => its === "refused")
        ? []
        : [`${outcome} after ${lastTwo.join(", ")}`];
    }
    case "error NETWORK":
    case "error SERVICE_ERROR":
    case "error THROTTLED":
    case "error MALFORMED_RESPONSE":
    case "error NOT_FOUND":
    case "error INVALID_INPUT": {
      if (last?.class === "permanent") return [];
      const row = trailing(answers, isWaitedOut);
      // A query whose turn does not come before the deadline is one more that went unanswered.
      const unasked = / before the deadline$/.test(error.message) ? [{ ...last, at: endedAt }] : [];
      if (isSpent([...row, ...unasked], row.length < answers.length)) return [];
      const spentMs = endedAt - (row[0]?.at ?? endedAt);
      return [`${outcome} after ${row.length} in a row and ${Math.round(spentMs / SECOND)} s`];
    }
    default:
      return [`${outcome}: ${error.message}`];
  }
}

/**
 * What came of each query: of one that needed the project first, or a fresh signature, its last
 * answer.
 */
function answersOf(log) {
  const asked = log.filter(({ path }) => path !== "list");
  return asked.filter((answer, at) => {
    const next = asked[at + 1];
    if (answer.path === "iam" && answer.class === "true") return false;
    const isTriedAgain = answer.class === "refused" && next?.at === answer.at;
    return !isTriedAgain || next.class === "refused";
  });
}

/** Until when something other than the wait's own schedule kept the end from being seen. */
function lastHindrance(answers) {
  const last = answers.filter(({ class: its }) => its !== "true").at(-1);
  return last ? last.at + honoured(last) : 0;
}

function honoured({ retryAfterMs = 0 }) {
  return Math.min(retryAfterMs, MOST_RETRY_AFTER_MS);
}

/** Whether a row of trouble is as long as README says; `isSeen`: the task had answered before. */
function isSpent(row, isSeen) {
  if (row.length < LEAST_IN_A_ROW) return false;
  const spanOf = (part) => part.at(-1).at - part[0].at;
  if (isSeen) return spanOf(row) >= BUDGET_MS;
  const onlyNotFound = trailing(row, ({ class: its }) => its === "notFound");
  return onlyNotFound.length > 0
    ? spanOf(onlyNotFound) >= NOT_FOUND_GRACE_MS
    : spanOf(row) >= FIRST_ANSWER_BUDGET_MS;
}

/** It went on although its budget was spent before. */
function overdue(answers) {
  const row = trailing(answers, isWaitedOut);
  return isSpent(row.slice(0, -1), row.length < answers.length);
}

function judgeWhole(stage, waits, listeners) {
  const found = [];
  const note = (kind, detail) => found.push({ kind, detail });
  const { clock, log } = stage;
  if (clock.sleepers > 0) note("left open", `${clock.sleepers} sleeps`);
  if (stage.openRequests > 0) note("left open", `${stage.openRequests} requests`);
  if (listeners > 0) note("left open", `${listeners} listeners on the caller's signals`);
  const progress = log.filter(({ path }) => path === "progress");
  for (const [at, answer] of progress.entries()) {
    const next = progress[at + 1];
    // The last query of a wait is made at its deadline.
    const isLast = waits.some((it) => Math.abs(it.startedAt + it.timeoutMs - next?.at) < SLACK_MS);
    if (next && !isLast && next.at - answer.at < honoured(answer) - SLACK_MS) {
      note("asked too early", `${answer.kind}, asked again after ${next.at - answer.at} ms`);
    }
    if (next && answer.class === "permanent") note("asked in vain", `after ${answer.kind}`);
  }
  const refusals = log.filter(({ class: its, kind }) => its === "refused" && kind !== "403");
  if (longestRow(log, (entry) => refusals.includes(entry)) > MOST_REFUSALS * waits.length) {
    note("key locked", `${refusals.length} refusals`);
  }
  const bytes = Math.max(0, ...log.map((entry) => entry.bytes ?? 0));
  if (bytes > MOST_BYTES) note("read too much", `${bytes} bytes`);
  for (const stray of stage.strays) note("request to another host", stray);
  return found;
}

function isWaitedOut({ class: its }) {
  return waitedOut.includes(its);
}

function trailing(list, is) {
  return list.slice(list.findLastIndex((one) => !is(one)) + 1);
}

function longestRow(list, is) {
  let row = 0;
  return list.reduce((longest, one) => {
    row = is(one) ? row + 1 : 0;
    return Math.max(longest, row);
  }, 0);
}
