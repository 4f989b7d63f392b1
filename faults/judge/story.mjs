import { FRESH_MS } from "./limits.mjs";

const wordOfStatus = { SUCCESS: "succeeded", FAILED: "failed" };

/**
 * What a wait was answered, in the order of the answers.
 *
 * - `answers`: what came of each of its queries; of one that needed the project first, or a fresh
 *   signature, its last answer. `its` is the class of the answer at that moment;
 * - `lists`: the answers of the task list, each with its `word` about the task.
 */
export function storyOf(stage, wait) {
  const { client, task, startMark, endMark } = wait;
  const all = stage.log.entries
    .filter((entry) => entry.client === client && entry.ended <= endMark)
    .toSorted((a, b) => a.ended - b.ended);
  const lists = all
    .filter(({ path, ended }) => path === "list" && ended > startMark)
    .map((entry) => ({ ...entry, word: wordOf(entry, task) }));
  const asked = all.filter((entry) => entry.path === "iam" || entry.task === task);
  const own = [...stillFresh(asked, wait), ...asked.filter(({ ended }) => ended > startMark)];
  return { lists, answers: classify(stage, wait, { lists, answers: withoutSteps(own) }) };
}

/** An answer that another wait had just before. */
function stillFresh(asked, { startMark, startedAt }) {
  const last = asked.filter(({ ended, path }) => ended <= startMark && path === "progress").at(-1);
  return last && startedAt - last.endedAt < FRESH_MS ? [last] : [];
}

/** Without what was only a step to the answer of a query. */
function withoutSteps(asked) {
  return asked.filter((answer, at) => {
    const next = asked[at + 1];
    const isLast = next?.at !== answer.endedAt;
    if (answer.path !== "iam") return answer.class !== "refused" || isLast;
    // The list, too, asks for the project, at the same moment.
    return answer.class !== "true" && isLast;
  });
}

/** What would end a wait at its start is trouble once something was answered. */
function classify(stage, wait, { lists, answers }) {
  let isAnswered = wait.isSeen;
  return answers.map((answer) => {
    isAnswered ||= lists.some(({ word, ended }) => isWord(word) && ended < answer.ended);
    const its = answer.class === "early" ? earlyClass(stage, answer, isAnswered) : answer.class;
    isAnswered ||= isReadable(answer);
    return { ...answer, its };
  });
}

function earlyClass(stage, answer, isAnswered) {
  if (isAnswered) return "trouble";
  return isProved(stage, answer.host, answer.ended) ? "either" : "permanent";
}

/**
 * Whether DCS on this host had shown before a moment that address and key are right; with
 * `byAnything` also whether IAM has, which shares the host in a run alone.
 */
export function isProved({ log }, host, mark, { byAnything = false } = {}) {
  return log.entries.some(
    ({ path, proves, ...entry }) =>
      entry.host === host &&
      entry.ended < mark &&
      (byAnything ? proves : proves === true && path !== "iam"),
  );
}

function wordOf({ class: its, listed, hasMore }, task) {
  if (its !== "true") return undefined;
  const status = listed?.[task];
  if (status !== undefined) return wordOfStatus[status] ?? "running";
  return hasMore ? "more" : "unknown";
}

/** Whether the list tells how the task stands. */
export function isWord(word) {
  return ["succeeded", "failed", "running"].includes(word);
}

/** Whether a progress query was answered with progress. */
export function isReadable({ class: its, path }) {
  return path === "progress" && ["true", "untrue"].includes(its);
}

const retried = ["trouble", "notFound", "unclear", "either"];

/** Whether a wait goes on after an answer that does not tell how the task stands. */
export function isRetried({ its }) {
  return retried.includes(its);
}

export function trailing(list, is) {
  return list.slice(list.findLastIndex((one) => !is(one)) + 1);
}
