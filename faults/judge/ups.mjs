import { findSecrets, hasControlCharacters } from "../secrets.mjs";
import { REQUEST_MS, SECOND, SLACK_MS } from "./limits.mjs";
import { isReadable } from "./story.mjs";

const TROUBLE = ["NETWORK", "SERVICE_ERROR", "THROTTLED", "MALFORMED_RESPONSE", "NOT_FOUND"];
/** `up` ends within this time after Ctrl-C. */
const CANCEL_MS = 2 * SECOND;

/** What is wrong with what each `up` of a run told, and with what it left in the state. */
export function judgeUps(stage, ups) {
  return ups.flatMap((up) => {
    const found = [];
    const note = (kind, detail) => found.push({ kind, detail: `up ${up.at}: ${detail}` });
    judgeState(stage, up, note);
    judgeError(stage, up, note);
    if (up.isQuiet) judgeLast(stage, up, note);
    judgeTime(up, note);
    const { error, saved } = up;
    const count = findSecrets([error, saved?.state], stage.secrets).length;
    if (count > 0) note("secret", `${count} in the error or the state`);
    if (hasControlCharacters(error)) note("escape sequence", error.code);
    return found;
  });
}

/** The tasks in a state, each with its status. */
function tasksIn(stage, saved) {
  if (!saved) return [];
  const { state } = saved;
  const all = Array.isArray(state.tasks) ? state.tasks : [state];
  return all
    .filter(({ taskId }) => taskId !== undefined)
    .map(({ taskId, status }) => ({ name: stage.nameOf(taskId), status }));
}

function judgeState(stage, up, note) {
  const { saved, before, records } = up;
  const now = tasksIn(stage, saved);
  for (const { name } of tasksIn(stage, before)) {
    if (!now.some((one) => one.name === name)) note("lost from the state", `${name}`);
  }
  if (!saved && hasLearnt(stage, up)) {
    note("lost from the state", "progress was answered, and nothing is saved");
  }
  if (saved?.state === before?.state) return;
  for (const { name, status } of now) {
    const truth = truthOf(stage, records[name]);
    if (status === "SUCCEEDED" && truth !== "SUCCEEDED") note("false success", `${name}: ${truth}`);
    if (status === "FAILED" && truth !== "FAILED") note("false failure", `${name}: ${truth}`);
    if (status === "UNKNOWN" && up.isKnown) note("lost though known", `${name}: ${truth}`);
  }
}

function truthOf({ plan }, { endedAt }) {
  if (endedAt === undefined) return "RUNNING";
  return plan.task.steps.some(({ fails }) => fails) ? "FAILED" : "SUCCEEDED";
}

function hasLearnt({ log }, { startMark, endMark, isCancelled }) {
  const mine = log.entries.filter(({ ended }) => ended > startMark && ended < endMark);
  // What comes at the moment of Ctrl-C may be too late.
  return mine.slice(0, isCancelled ? -1 : undefined).some(isReadable);
}

function judgeError(stage, up, note) {
  const { error, isCancelled, wait } = up;
  if (!error) {
    const { status } = up.saved.state;
    if (!acceptedBy(stage.plan, wait).includes(status)) {
      note("false success", `it succeeds with ${status}`);
    } else if (status === "RUNNING" && wait && !isTimeUp(up) && !isAccepted(stage, up)) {
      note("false success", "it succeeds with RUNNING before its time is up");
    }
    return;
  }
  const entries = entriesOf(stage, up);
  const bad = entries.filter(({ class: its }) => its !== "true");
  switch (error.code) {
    case "TASK_FAILED":
      if (!Object.values(up.records).some((record) => truthOf(stage, record) === "FAILED")) {
        note("false failure", error.message.slice(0, 200));
      }
      return;
    case "ABORTED":
      if (!isCancelled) note("false failure", "aborted, and nothing aborted it");
      return;
    case "TIMED_OUT":
      if (!isTimeUp(up)) note("false failure", "timed out before its time");
      return;
    case "LOST":
      if (up.isKnown) note("lost though known", error.message.slice(0, 200));
      return;
    default:
      if (!TROUBLE.includes(error.code) && bad.length > 0) return;
      if (bad.length === 0) note("false failure", `without any trouble: ${error.message}`);
      else if (bad.length === 1 && bad[0].class === "trouble" && !isTimeUp(up)) {
        note("false failure", `after one time ${bad[0].kind}: ${error.code}`);
      }
  }
}

function isTimeUp({ endedAt, deadline }) {
  return endedAt >= deadline - 2;
}

function acceptedBy({ resource, onFailure, onTimeout }, wait) {
  return [
    "SUCCEEDED",
    ...(resource === "a task by its id" ? [] : ["NONE"]),
    ...(onFailure === "record" || !wait ? ["FAILED", "UNKNOWN"] : []),
    ...(onTimeout === "record" || !wait ? ["RUNNING"] : []),
  ];
}

/** When all is well again, the truth is told. */
function judgeLast(stage, up, note) {
  const { saved, records, isKnown, error } = up;
  const told = tasksIn(stage, saved);
  // The first failure ends the wait for all, and what was accepted is not asked about again.
  const isOver = told.some(({ status }) => status === "FAILED") || isAccepted(stage, up);
  for (const { name, status } of told) {
    const truth = truthOf(stage, records[name]);
    const isRight = status === truth || (status === "RUNNING" && isOver);
    if (isKnown && !isRight) note("false state", `${name}: ${status}, and it ${truth}`);
  }
  const isNamed = stage.plan.resource === "a task by its id";
  if (isNamed && isKnown && told.length === 0) {
    note("false failure", `nothing is told of the task: ${error?.message}`);
  }
  const all = told.map(({ status }) => status);
  const isWell = all.every((status) => status === "SUCCEEDED");
  if (error && isKnown && isWell && told.length > 0) note("false failure", error.message);
}

/** An earlier run has recorded, and accepted, that the time was up. What was interrupted it has not. */
function isAccepted({ plan }, { before }) {
  return plan.onTimeout === "record" && before !== undefined && !before.isPartial;
}

function judgeTime({ startedAt, endedAt, timeoutSeconds, cancelledAt, isCancelled }, note) {
  const overMs = endedAt - startedAt - timeoutSeconds * SECOND;
  if (overMs > REQUEST_MS + SLACK_MS) {
    note("late", `${Math.round(overMs / SECOND)} s after the deadline`);
  }
  if (isCancelled && endedAt - cancelledAt > CANCEL_MS) note("late", "cancelled, and went on");
}

function entriesOf({ log }, { client, startMark, endMark }) {
  return log.entries.filter(
    (entry) => entry.client === client && entry.begun > startMark && entry.begun < endMark,
  );
}
