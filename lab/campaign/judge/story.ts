import type { AnswerClass } from "../kinds/kind.ts";
import type { Plan } from "../plan/plan.ts";
import { byEnd, type EndedEntry } from "../requestLog.ts";
import type { RunClock } from "../runClock.ts";
import type { Stage } from "../stage.ts";
import type { ToldWait } from "../told.ts";
import { FRESH_MS } from "./limits.ts";

export type RunStage = Stage<Plan, RunClock>;

/** What a page of the task list says of a task; "more" where it is to be on a later page. */
export type ListWord = "succeeded" | "failed" | "running" | "unknown" | "more";

/** An answer of the task list; without a word where it could not be read. */
export interface ListAnswer extends EndedEntry {
  readonly word: ListWord | undefined;
}

/** An answer to a wait; `its` is the class of the answer at that moment. */
export interface WaitAnswer extends EndedEntry {
  readonly its: AnswerClass | "either" | undefined;
}

/** What a wait was answered, in the order of the answers. */
export interface Story {
  /**
   * What came of each of its queries; of one that needed the project first, or a fresh signature, its
   * last answer.
   */
  readonly answers: readonly WaitAnswer[];
  readonly lists: readonly ListAnswer[];
}

const wordOfStatus = new Map<string, ListWord>([
  ["SUCCESS", "succeeded"],
  ["FAILED", "failed"],
]);

/** What a wait was answered, by the log. */
export function storyOf(stage: RunStage, wait: ToldWait): Story {
  const { client, task, startMark, endMark } = wait;
  const all = byEnd(
    stage.log.ended.filter((entry) => entry.client === client && entry.ended <= endMark),
  );
  const lists = all
    .filter(({ path, ended }) => path === "list" && ended > startMark)
    .map((entry) => ({ ...entry, word: wordOf(entry, task) }));
  const asked = all.filter((entry) => entry.path === "iam" || entry.task === task);
  const own = [...stillFresh(asked, wait), ...asked.filter(({ ended }) => ended > startMark)];
  return { lists, answers: classify(stage, wait, { lists, answers: withoutSteps(own) }) };
}

/** An answer that another wait had just before. */
function stillFresh(
  asked: readonly EndedEntry[],
  { startMark, startedAt }: ToldWait,
): readonly EndedEntry[] {
  const last = asked.findLast(({ ended, path }) => ended <= startMark && path === "progress");
  return last && startedAt - last.endedAt < FRESH_MS ? [last] : [];
}

/** Without what was only a step to the answer of a query. */
function withoutSteps(asked: readonly EndedEntry[]): EndedEntry[] {
  return asked.filter((answer, at) => {
    const isLast = asked[at + 1]?.at !== answer.endedAt;
    if (answer.path !== "iam") return answer.class !== "refused" || isLast;
    // The list, too, asks for the project, at the same moment.
    return answer.class !== "true" && isLast;
  });
}

interface Answered {
  readonly lists: readonly ListAnswer[];
  readonly answers: readonly EndedEntry[];
}

/** What would end a wait at its start is trouble once something was answered. */
function classify(stage: RunStage, wait: ToldWait, { lists, answers }: Answered): WaitAnswer[] {
  let isAnswered = wait.isSeen;
  return answers.map((answer) => {
    isAnswered ||= lists.some(({ word, ended }) => isWord(word) && ended < answer.ended);
    const its = answer.class === "early" ? earlyClass(stage, answer, isAnswered) : answer.class;
    isAnswered ||= isReadable(answer);
    return { ...answer, its };
  });
}

function earlyClass(
  stage: RunStage,
  { host, client, ended }: EndedEntry,
  isAnswered: boolean,
): WaitAnswer["its"] {
  if (isAnswered) return "trouble";
  const place = { host, mark: ended, by: "DCS" } as const;
  if (isProved(stage, { ...place, client })) return "trouble";
  // Other clients may share what they know, or not.
  return isProved(stage, place) ? "either" : "permanent";
}

interface Proof {
  readonly host: string | undefined;
  /** To this client; default to any. */
  readonly client?: EndedEntry["client"];
  /** Before this moment. */
  readonly mark: number;
  /**
   * What has shown it: DCS itself; or IAM, too, which shares the host in a run alone, where it had
   * trouble; or anything that may come from either.
   */
  readonly by: "DCS" | "trouble of IAM" | "anything";
}

/**
 * Whether it was shown on a host before a moment that address and key are right. An answer of IAM shows
 * nothing of DCS; an error with a code, or a 429, shows it whatever it answers.
 */
export function isProved({ log }: RunStage, { host, client, mark, by }: Proof): boolean {
  return log.ended.some(({ path, proves, ...entry }) => {
    if (entry.host !== host || entry.ended >= mark) return false;
    if (client !== undefined && entry.client !== client) return false;
    if (by === "anything") return proves !== undefined && proves !== false;
    const isRight = path !== "iam" || (by === "trouble of IAM" && entry.class === "trouble");
    return proves === true && isRight;
  });
}

function wordOf({ class: its, listed, hasMore }: EndedEntry, task: string): ListWord | undefined {
  if (its !== "true") return undefined;
  const status = listed?.[task];
  if (status !== undefined) return wordOfStatus.get(status) ?? "running";
  return hasMore ? "more" : "unknown";
}

/** The process that a request came from: each `up` is one, and all waits of a run are one. */
export function processOf({ resource }: Plan, { client }: Pick<EndedEntry, "client">): string {
  return resource ? String(client) : "";
}

/** Whether the list tells how the task stands. */
export function isWord(word: ListWord | undefined): boolean {
  return word === "succeeded" || word === "failed" || word === "running";
}

/** Whether a progress query was answered with progress. */
export function isReadable({ class: its, path }: Pick<EndedEntry, "class" | "path">): boolean {
  return path === "progress" && (its === "true" || its === "untrue");
}

/** Whether a wait goes on after an answer that does not tell how the task stands. */
export function isRetried({ its }: WaitAnswer): boolean {
  return its === "trouble" || its === "notFound" || its === "unclear" || its === "either";
}

/** The end of a list, of which all items are so. */
export function trailing<Item>(list: readonly Item[], is: (item: Item) => boolean): Item[] {
  return list.slice(list.findLastIndex((one) => !is(one)) + 1);
}
