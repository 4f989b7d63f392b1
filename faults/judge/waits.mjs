import { findSecrets, hasControlCharacters } from "../secrets.mjs";
import { isAnswered, isGone, isTimeUp, judgeError } from "./errors.mjs";
import { judgePromptness, pauseOfHost } from "./promptness.mjs";
import { FRESH_MS, GRACE_MS, honoured, REQUEST_MS, SLACK_MS, UNKNOWN_LASTS_MS } from "./limits.mjs";
import { isOverdue, lastRow } from "./patience.mjs";
import { isReadable, isWord, storyOf, trailing } from "./story.mjs";

/** What is wrong with what a wait told, by the simulator's record and by what was answered. */
export function judgeWait(stage, wait) {
  const found = [];
  const note = (kind, detail) => found.push({ kind, detail: `wait ${wait.at}: ${detail}` });
  const story = storyOf(stage, wait);
  const truth = truthOf(stage, wait);
  for (const problem of judgeOutcome(stage, wait, { story, truth })) note(...problem);
  for (const problem of judgePromptness(stage, wait, { story, truth })) note("late", problem);
  if (isOverdue(lastRow(stage, wait, story))) note("gave up too late", wait.outcome);
  const inVain = askedInVain(story);
  if (inVain) note("asked in vain", `after ${inVain.kind}`);
  for (const at of wait.news) {
    if (!isNews(stage, wait, at)) note("old news", `told at ${at} of an older answer`);
  }
  const { texts, result, outcome } = wait;
  const secrets = findSecrets([...texts, result], stage.secrets);
  if (secrets.length > 0) note("secret", `${secrets.length} in what was told of ${outcome}`);
  if (texts.some(hasControlCharacters)) note("escape sequence", outcome);
  return found;
}

/** How the task really ended, and when, on the clock of the run. */
function truthOf({ plan, clock }, { record, endedAt }) {
  const { state, endedAt: recordEnd } = record;
  const endAt = recordEnd === undefined ? Infinity : recordEnd - clock.wall() + clock.now();
  const fate = plan.task.steps.some(({ fails }) => fails) ? "failed" : "succeeded";
  return { state, endAt, fate, hasEnded: endAt <= endedAt };
}

function judgeOutcome(stage, wait, { story, truth }) {
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

function judgeTimeOut(stage, wait, { story, truth: { hasEnded, endAt } }) {
  const { answers } = story;
  if (!isTimeUp(wait)) return ["before its time"];
  if (!isAnswered(story) && !wait.isSeen && !answers.some(({ its }) => its === "notFound")) {
    return ["and nothing was ever answered"];
  }
  if (pauseOfHost(stage, wait) >= wait.deadline) return [];
  if (!hasEnded || endAt > wait.deadline || isExcused(story, { ...wait, endAt })) return [];
  return ["although the answer was to be had"];
}

/** The task had ended, but trouble kept the answer back until the time was up. */
function isExcused({ answers, lists }, { deadline, endAt, maxDelayMs, isKnown }) {
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

function judgeLoss({ isKnown, endedAt }, story) {
  if (!isGone(story)) return ['after fewer than two "not found"'];
  const goneAt = trailing(story.answers, ({ its }) => its === "notFound")[0].ended;
  const lists = story.lists.filter(({ ended }) => ended > goneAt);
  if (!isKnown) return [];
  const unknown = lists.filter(({ word }) => word === "unknown");
  const lastedMs = unknown.length > 1 ? unknown.at(-1).endedAt - unknown[0].endedAt : 0;
  const silentMs = endedAt - (lists[0]?.endedAt ?? endedAt);
  const isSilent = silentMs >= GRACE_MS && !lists.some(({ word }) => isWord(word));
  return lastedMs >= UNKNOWN_LASTS_MS || isSilent ? [] : ["and the list knows it"];
}

/** The kind of an answer that no waiting can fix, after which it was asked again for no reason. */
function askedInVain({ answers, lists }) {
  return answers.slice(0, -1).find(({ its, ended }, at) => {
    if (its !== "permanent") return false;
    const next = answers[at + 1];
    return !lists.some(
      (list) => isWord(list.word) && list.ended > ended && list.ended < next.ended,
    );
  });
}

/**
 * What is told as news was answered just now, or the list that was asked about it was. An answer that
 * is not true may be one that the list is asked about, whose turn does not come in a pause.
 */
function isNews({ log }, { client, task }, at) {
  return log.entries.some(
    (entry) =>
      entry.client === client &&
      ((entry.task === task && isReadable(entry)) || entry.path === "list") &&
      Math.abs(entry.endedAt - at) <= (entry.class === "untrue" ? REQUEST_MS : FRESH_MS),
  );
}
