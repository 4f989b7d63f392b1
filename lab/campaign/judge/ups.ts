import type { ResourcePlan } from "../plan/plan.ts";
import { findSecrets, hasControlCharacters } from "../secrets.ts";
import type { Finding, Saved, ToldUp } from "../told.ts";
import { isTimeUp } from "./errors.ts";
import { REFRESH_MS, REQUEST_MS, SECOND, SLACK_MS } from "./limits.ts";
import { isReadable, type RunStage } from "./story.ts";
import { judgeUpError } from "./upErrors.ts";
import { answersOf, isAccepted, isToBeFound, type JudgingUp, truthOf } from "./upTruth.ts";

/** `up` ends within this time after Ctrl-C. */
const CANCEL_MS = 2 * SECOND;

type Note = JudgingUp["note"];

/** What is wrong with what each `up` of a run told, and with what it left in the state. */
export function judgeUps(stage: RunStage, ups: readonly ToldUp[]): Finding[] {
  const { resource } = stage.plan;
  return resource
    ? ups.flatMap((up, at) => judgeUp(stage, up, { resource, earlier: ups.slice(0, at) }))
    : [];
}

function judgeUp(
  stage: RunStage,
  up: ToldUp,
  { resource, earlier }: { readonly resource: ResourcePlan; readonly earlier: readonly ToldUp[] },
): Finding[] {
  const found: Finding[] = [];
  const note: Note = (kind, detail) => found.push({ kind, detail: `up ${up.at}: ${detail}` });
  judgeState(stage, up, note);
  judgeUpError(stage, up, { note, resource });
  if (up.error?.code === "NOT_FOUND" && !isTimeUp(up) && isSeenBefore(stage, up, earlier)) {
    note("false failure", `NOT_FOUND of a task that was seen before: ${up.error.message}`);
  }
  if (up.isQuiet) judgeLast(stage, up, { note, resource });
  judgeTime(up, note);
  const { error, saved } = up;
  const count = findSecrets([error, saved?.state], stage.keys.secrets).length;
  if (count > 0) note("secret", `${count} in the error or the state`);
  if (hasControlCharacters(error)) note("escape sequence", error?.code ?? "");
  return found;
}

interface SavedTask {
  readonly name: string;
  readonly status: unknown;
}

/** The tasks in a state, each with its status. */
function tasksIn(stage: RunStage, saved: Saved | undefined): SavedTask[] {
  if (!saved) return [];
  const tasks = saved.state["tasks"];
  const all = (Array.isArray(tasks) ? tasks : [saved.state]) as readonly Saved["state"][];
  return all
    .filter(({ taskId }) => taskId !== undefined)
    .map(({ taskId, status }) => ({ name: stage.nameOf(String(taskId)) ?? "", status }));
}

function judgeState(stage: RunStage, up: ToldUp, note: Note): void {
  const { saved, before, records } = up;
  const now = tasksIn(stage, saved);
  for (const { name } of tasksIn(stage, before)) {
    if (!now.some((one) => one.name === name)) note("lost from the state", name);
  }
  if (!saved && hasLearnt(stage, up)) {
    note("lost from the state", "progress was answered, and nothing is saved");
  }
  if (saved?.state === before?.state) return;
  // The first failure ends the wait for all.
  const hasFailed = now.some(({ status }) => status === "FAILED");
  for (const { name, status } of now) {
    const truth = truthOf(stage, records[name]);
    if (status === "SUCCEEDED" && truth !== "SUCCEEDED") note("false success", `${name}: ${truth}`);
    if (status === "FAILED" && truth !== "FAILED") note("false failure", `${name}: ${truth}`);
    if (status === "UNKNOWN" && isToBeFound(stage, up))
      note("lost though known", `${name}: ${truth}`);
    if (status === "RUNNING" && !hasFailed && hasLearntOfEnd(stage, up, name)) {
      note("lost from the state", `${name}: that it ${truth}`);
    }
  }
}

function hasLearnt(stage: RunStage, up: ToldUp): boolean {
  return answersOf(stage, up).some(isReadable);
}

/** Whether the last word about a task was that it has ended. */
function hasLearntOfEnd(stage: RunStage, up: ToldUp, name: string): boolean {
  const last = answersOf(stage, up).findLast((entry) => entry.task === name && isReadable(entry));
  const { endedAt = Infinity } = up.records[name] ?? {};
  const { clock } = stage;
  return last?.class === "true" && last.at > endedAt - clock.wall() + clock.now();
}

/** Whether every task was seen by an `up` that went before, and nothing speaks for another address now. */
function isSeenBefore(stage: RunStage, up: ToldUp, earlier: readonly ToldUp[]): boolean {
  const seen = earlier.flatMap((one) => answersOf(stage, one)).filter(isReadable);
  const isEarly = answersOf(stage, up).some((entry) => entry.class === "early");
  return !isEarly && stage.plan.taskNames.every((name) => seen.some(({ task }) => task === name));
}

/** When all is well again, the truth is told. */
function judgeLast(stage: RunStage, up: ToldUp, { note, resource }: JudgingUp): void {
  const { saved, records, isKnown, error } = up;
  const told = tasksIn(stage, saved);
  // The first failure ends the wait for all, and what was accepted is not asked about again.
  const isOver = told.some(({ status }) => status === "FAILED") || isAccepted(resource, up);
  for (const { name, status } of told) {
    const truth = truthOf(stage, records[name]);
    const isRight = status === truth || (status === "RUNNING" && isOver);
    if (isKnown && !isRight) note("false state", `${name}: ${String(status)}, and it ${truth}`);
  }
  if (resource.kind === "a task by its id" && isKnown && told.length === 0) {
    note("false failure", `the error says nothing about the task: ${error?.message ?? ""}`);
  }
  const isWell = told.length > 0 && told.every(({ status }) => status === "SUCCEEDED");
  if (error && isKnown && isWell) note("false failure", error.message);
}

function judgeTime({ endedAt, deadline, refreshMs, cancelledAt }: ToldUp, note: Note): void {
  if (refreshMs > REFRESH_MS) note("late", `a refresh of ${Math.round(refreshMs / SECOND)} s`);
  const overMs = endedAt - deadline;
  if (overMs > REQUEST_MS + SLACK_MS) {
    note("late", `${Math.round(overMs / SECOND)} s after the deadline`);
  }
  if (cancelledAt !== undefined && endedAt - cancelledAt > CANCEL_MS) {
    note("late", "cancelled, and went on");
  }
}
