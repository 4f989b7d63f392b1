import type { ResourcePlan } from "../plan/plan.ts";
import type { Entry } from "../requestLog.ts";
import type { ToldError, ToldUp } from "../told.ts";
import { isTimeUp } from "./errors.ts";
import { REFRESH_PATIENCE_MS } from "./limits.ts";
import type { RunStage } from "./story.ts";
import { isAccepted, isToBeFound, type JudgingUp, truthOf } from "./upTruth.ts";

const TROUBLE = ["NETWORK", "SERVICE_ERROR", "THROTTLED", "MALFORMED_RESPONSE", "NOT_FOUND"];

/** Whether an `up` ended as it should: with an error, or without one. */
export function judgeUpError(stage: RunStage, up: ToldUp, { note, resource }: JudgingUp): void {
  if (up.error) judgeError(stage, { up, error: up.error, note });
  else judgeSuccess(up, { note, resource });
}

function judgeSuccess(up: ToldUp, { note, resource }: JudgingUp): void {
  const status = String(up.saved?.state["status"]);
  if (!acceptedBy(resource, up.wait).includes(status)) {
    note("false success", `it succeeds with ${status}`);
  } else if (status === "RUNNING" && up.wait && !isTimeUp(up) && !isAccepted(resource, up)) {
    note("false success", "it succeeds with RUNNING before its time is up");
  }
}

function acceptedBy({ kind, onFailure, onTimeout }: ResourcePlan, wait: boolean): string[] {
  return [
    "SUCCEEDED",
    ...(kind === "a task by its id" ? [] : ["NONE"]),
    ...(onFailure === "record" || !wait ? ["FAILED", "UNKNOWN"] : []),
    ...(onTimeout === "record" || !wait ? ["RUNNING"] : []),
  ];
}

interface FailedUp {
  readonly up: ToldUp;
  readonly error: ToldError;
  readonly note: JudgingUp["note"];
}

function judgeError(stage: RunStage, { up, error, note }: FailedUp): void {
  const { isCancelled, records } = up;
  const { code = "", message } = error;
  switch (code) {
    case "TASK_FAILED":
      if (!Object.values(records).some((record) => truthOf(stage, record) === "FAILED")) {
        note("false failure", message.slice(0, 200));
      }
      return;
    case "ABORTED":
      if (!isCancelled) note("false failure", "aborted, and nothing aborted it");
      return;
    case "TIMED_OUT":
      if (!isTimeUp(up)) note("false failure", "timed out before its time");
      return;
    case "LOST":
      if (isToBeFound(stage, up)) note("lost though known", message.slice(0, 200));
      return;
    default:
      judgeTrouble(entriesOf(stage, up), { up, error, note });
  }
}

/** An error of the service or the way to it needs trouble that lasted. */
function judgeTrouble(entries: readonly Entry[], { up, error, note }: FailedUp): void {
  const { code = "", message } = error;
  const bad = entries.filter(({ class: its }) => its !== "true");
  const [first] = bad;
  if (!TROUBLE.includes(code) && first) return;
  if (!first) note("false failure", `without any trouble: ${message}`);
  else if (bad.length === 1 && first.class === "trouble" && !isTimeUp(up) && !isPutOff(up, first)) {
    note("false failure", `after one time ${first.kind ?? ""}: ${code}`);
  }
}

/** A refresh gives up where the service asks for a pause that is longer than its patience. */
function isPutOff({ refreshes }: ToldUp, { retryAfterMs = 0 }: Entry): boolean {
  return refreshes && retryAfterMs >= REFRESH_PATIENCE_MS;
}

function entriesOf({ log }: RunStage, { client, startMark, endMark }: ToldUp): Entry[] {
  return log.entries.filter(
    (entry) => entry.client === client && entry.begun > startMark && entry.begun < endMark,
  );
}
