import { findSecrets, hasControlCharacters } from "../secrets.ts";
import type { Finding, ToldWait } from "../told.ts";
import { isAnswered, isTimeUp, judgeError, notFoundRow } from "./errors.ts";
import {
  FRESH_MS,
  GRACE_MS,
  honoured,
  REQUEST_MS,
  ROUNDING_MS,
  SLACK_MS,
  UNKNOWN_LASTS_MS,
} from "./limits.ts";
import { isOverdue, lastRow } from "./patience.ts";
import { judgePromptness, pauseOfHost } from "./promptness.ts";
import {
  isReadable,
  isWord,
  type RunStage,
  type Story,
  storyOf,
  trailing,
  type WaitAnswer,
} from "./story.ts";

/** How the task really ended, and when, on the clock of the run. */
interface Truth {
  readonly state: string;
  readonly endAt: number;
  readonly fate: "succeeded" | "failed";
  readonly hasEnded: boolean;
}

/** What is wrong with what a wait told, by the simulator's record and by what was answered. */
export function judgeWait(stage: RunStage, wait: ToldWait): Finding[] {
  const story = storyOf(stage, wait);
  const truth = truthOf(stage, wait);
  const { texts, result, outcome } = wait;
  const secrets = findSecrets([...texts, result], stage.keys.secrets);
  const inVain = askedInVain(story);
  const old = wait.news.filter((at) => !isNews(stage, wait, at));
  const isLong = isOverdue(lastRow(stage, wait, story));
  const found: Problem[] = [
    ...judgeOutcome(stage, wait, { story, truth }),
    ...judgePromptness(stage, wait, { story, ...truth }).map((why): Problem => ["late", why]),
    ...(isLong ? [["gave up too late", outcome] as const] : []),
    ...(inVain ? [["asked in vain", `after ${inVain.kind ?? ""}`] as const] : []),
    ...old.map((at): Problem => ["old news", `told at ${at} of an older answer`]),
    ...(secrets.length > 0
      ? [["secret", `${secrets.length} in what was reported about ${outcome}`] as const]
      : []),
    ...(texts.some(hasControlCharacters) ? [["escape sequence", outcome] as const] : []),
  ];
  return found.map(([kind, detail]) => ({ kind, detail: `wait ${wait.at}: ${detail}` }));
}

type Problem = readonly [kind: string, detail: string];

function truthOf({ plan, clock }: RunStage, { record, endedAt }: ToldWait): Truth {
  const { state, endedAt: recordEnd } = record;
  const endAt = recordEnd === undefined ? Infinity : recordEnd - clock.wall() + clock.now();
  const fate = plan.task.steps.some(({ fails }) => fails) ? "failed" : "succeeded";
  return { state, endAt, fate, hasEnded: endAt <= endedAt };
}

interface Judged {
  readonly story: Story;
  readonly truth: Truth;
}

function judgeOutcome(stage: RunStage, wait: ToldWait, { story, truth }: Judged): Problem[] {
  const { outcome } = wait;
  const { state, hasEnded, fate } = truth;
  const told = `${outcome}, the record: ${state}`;
  const isTrue = hasEnded && fate === outcome;
  switch (outcome) {
    case "succeeded":
      return isTrue ? [] : [["false success", told]];
    case "failed":
      return isTrue ? [] : [["false failure", told]];
    case "timedOut":
      return judgeTimeOut(stage, wait, { story, truth }).map((why) => [
        "false failure",
        `${told}, ${why}`,
      ]);
    case "aborted":
      return wait.isAborted ? [] : [["false failure", `${told}, and nothing aborted it`]];
    case "lost":
      return judgeLoss(wait, story).map((why) => ["lost though known", `${told}, ${why}`]);
    default:
      return judgeError(stage, wait, story).map((why) => ["false failure", why]);
  }
}

function judgeTimeOut(stage: RunStage, wait: ToldWait, { story, truth }: Judged): string[] {
  if (!isTimeUp(wait)) return ["before its time"];
  const isGoneForNow = story.answers.some(({ its }) => its === "notFound");
  if (!isAnswered(story) && !wait.isSeen && !isGoneForNow) return ["and nothing was ever answered"];
  if (pauseOfHost(stage, wait) >= wait.deadline) return [];
  const { hasEnded, endAt } = truth;
  if (!hasEnded || endAt > wait.deadline || isExcused(story, wait, endAt)) return [];
  if (isUnderWay(stage, wait, endAt)) return [];
  return ["although the answer was to be had"];
}

/** What was asked after the end had no answer yet when the wait ended. */
function isUnderWay(
  { log }: RunStage,
  { client, task, endMark }: ToldWait,
  endAt: number,
): boolean {
  return log.entries.some(
    (entry) =>
      entry.client === client &&
      entry.task === task &&
      entry.at >= endAt &&
      entry.begun < endMark &&
      (entry.ended ?? Infinity) > endMark,
  );
}

/** The task had ended, but trouble kept the answer back until the time was up. */
function isExcused({ answers, lists }: Story, wait: ToldWait, endAt: number): boolean {
  const { deadline, maxDelayMs, isKnown } = wait;
  const last = answers.at(-1);
  if (!last) return true;
  const row = trailing(answers, ({ its }) => its !== "true");
  const hidden = row.find(({ at }) => at >= endAt);
  const isSilent = lists.some(({ word, at }) => at >= endAt && !isWord(word));
  const graceMs = 2 * GRACE_MS + 3 * maxDelayMs;
  if (hidden && isKnown && !isSilent && deadline - hidden.endedAt > graceMs) return false;
  if (last.its === "true") return last.at < endAt && last.endedAt + SLACK_MS >= deadline;
  return last.endedAt + Math.max(honoured(last), REQUEST_MS) + SLACK_MS >= deadline;
}

function judgeLoss({ isKnown, endedAt }: ToldWait, story: Story): string[] {
  const row = notFoundRow(story);
  const [gone] = row;
  if (row.length < 2) return ['after fewer than two "not found"'];
  if (!isKnown) return [];
  const lists = story.lists.filter(({ ended }) => ended > (gone?.ended ?? 0));
  const unknown = lists.filter(({ word }) => word === "unknown");
  const lastedMs = (unknown.at(-1)?.endedAt ?? 0) - (unknown[0]?.endedAt ?? 0);
  const silentMs = endedAt - (lists[0]?.endedAt ?? endedAt);
  const isSilent = silentMs >= GRACE_MS - ROUNDING_MS && !lists.some(({ word }) => isWord(word));
  return lastedMs >= UNKNOWN_LASTS_MS - ROUNDING_MS || isSilent ? [] : ["and the list knows it"];
}

/** The kind of an answer that no waiting can fix, after which it was asked again for no reason. */
function askedInVain({ answers, lists }: Story): WaitAnswer | undefined {
  return answers.slice(0, -1).find(({ its, ended }, at) => {
    if (its !== "permanent") return false;
    const end = answers[at + 1]?.ended ?? Infinity;
    return !lists.some((list) => isWord(list.word) && list.ended > ended && list.ended < end);
  });
}

/** What is told as news was answered just now, or the list that was asked about it was. */
function isNews({ log }: RunStage, { client, task }: ToldWait, at: number): boolean {
  return log.ended.some(
    (entry) =>
      entry.client === client &&
      ((entry.task === task && isReadable(entry)) || entry.path === "list") &&
      Math.abs(entry.endedAt - at) <= FRESH_MS,
  );
}
