import type { ResourcePlan } from "../plan/plan.ts";
import type { EndedEntry } from "../requestLog.ts";
import { findSecrets, hasControlCharacters } from "../secrets.ts";
import type { Finding, Saved, ToldUp } from "../told.ts";
import { REFRESH_MS, REQUEST_MS, SECOND, SLACK_MS } from "./limits.ts";
import { isReadable, type RunStage } from "./story.ts";
import { judgeUpError } from "./upErrors.ts";
import { isAccepted, type JudgingUp, truthOf } from "./upTruth.ts";

/** `up` ends within this time after Ctrl-C. */
const CANCEL_MS = 2 * SECOND;

type Note = JudgingUp["note"];

/** What is wrong with what each `up` of a run told, and with what it left in the state. */
export function judgeUps(stage: RunStage, ups: readonly ToldUp[]): Finding[] {
  const { resource } = stage.plan;
  return resource ? ups.flatMap((up) => judgeUp(stage, up, resource)) : [];
}

function judgeUp(stage: RunStage, up: ToldUp, resource: ResourcePlan): Finding[] {
  const found: Finding[] = [];
  const note: Note = (kind, detail) => found.push({ kind, detail: `up ${up.at}: ${detail}` });
  judgeState(stage, up, note);
  judgeUpError(stage, up, { note, resource });
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
  for (const { name, status } of now) {
    const truth = truthOf(stage, records[name]);
    if (status === "SUCCEEDED" && truth !== "SUCCEEDED") note("false success", `${name}: ${truth}`);
    if (status === "FAILED" && truth !== "FAILED") note("false failure", `${name}: ${truth}`);
    if (status === "UNKNOWN" && up.isKnown) note("lost though known", `${name}: ${truth}`);
  }
}

function hasLearnt({ log }: RunStage, { startMark, endMark, isCancelled }: ToldUp): boolean {
  const mine = log.ended.filter(({ ended }: EndedEntry) => ended > startMark && ended < endMark);
  // What comes at the moment of Ctrl-C may be too late.
  return mine.slice(0, isCancelled ? -1 : undefined).some(isReadable);
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
