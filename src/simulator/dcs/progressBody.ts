import { uuid } from "../identity";
import type { Scenario } from "../scenarios/scenario";
import type { SimulatedTask } from "./simulatedTask";
import type { TaskMoment } from "./taskRecord";
import { timeOf, type Span } from "../scenarios/timeline";

type WireStatus = "FINISH" | "FAILED" | "EXECUTING" | "WAITING";

/** The fields that steps and sub-steps share, with the name prefix of their level. */
type WireStep = Readonly<Record<string, unknown>>;

/**
 * The body of ShowBackgroundTaskProgress
 * (https://support.huaweicloud.com/api-dcs/ShowBackgroundTaskProgress.html). Fields without a value
 * are omitted: the API marks every field as optional.
 */
export function progressBody(task: SimulatedTask): unknown {
  const { scenario, moment, timeline } = task;
  if (scenario.answer !== undefined) {
    return scenario.answer;
  }
  return {
    progress: moment.progress,
    remain_time: remainTime(task, moment),
    step_details: timeline.spans.map((span, at) => ({
      step_id: uuid(`${scenario.name} step ${at}`),
      ...wireStep("step", span, task, moment, span === timeline.spans.at(-1)),
      sub_step_details: span.subSpans.map((sub, subAt) => ({
        sub_step_id: uuid(`${scenario.name} step ${at} sub-step ${subAt}`),
        ...wireStep("sub_step", sub, task, moment),
        detail: sub.detail ?? "",
      })),
    })),
  };
}

function remainTime({ scenario, timeline }: SimulatedTask, moment: TaskMoment): number | undefined {
  const mode = scenario.remainTime ?? "accurate";
  if (mode === "none") {
    return undefined;
  }
  if (mode === "zero" || moment.phase === "succeeded" || moment.phase === "failed") {
    return 0;
  }
  if (mode === "frozen") {
    return Math.ceil(timeline.totalMs / 1000);
  }
  const factor = mode === "accurate" ? 1 : mode.bias;
  return Math.ceil(((timeline.totalMs - moment.workMs) * factor) / 1000);
}

function wireStep(
  level: "step" | "sub_step",
  span: Span,
  task: SimulatedTask,
  moment: TaskMoment,
  isLastStep = false,
): WireStep {
  const { scenario, timeline, workStartsAt } = task;
  const status = wireStatus(span, moment, isLastStep);
  const failedSub = span.subSpans.find(({ fails }) => fails !== undefined);
  const code = status === "FAILED" ? (span.fails ?? failedSub?.fails) : span.healthyCode;
  const at = (workMs: number): string =>
    wireTime((workStartsAt ?? 0) + timeOf(timeline, workMs), scenario.timeFormat);
  const end = Math.min(span.endMs, timeline.lastWorkMs);
  return {
    [`${level}_name`]: span.name,
    [`${level}_status`]: status,
    ...(status === "WAITING" ? {} : { begin_time: at(span.beginMs) }),
    ...(status === "FINISH" || status === "FAILED" ? { end_time: at(end) } : {}),
    ...(code === undefined || status === "WAITING" ? {} : { error_code: code }),
  };
}

function wireStatus(span: Span, { phase, workMs }: TaskMoment, isLastStep: boolean): WireStatus {
  switch (phase) {
    case "waiting":
      return "WAITING";
    case "succeeded":
      return "FINISH";
    case "settling":
      return isLastStep ? "EXECUTING" : "FINISH";
    case "failed":
      if (span.endMs === workMs && span.fails !== undefined) {
        return "FAILED";
      }
      if (span.subSpans.some((sub) => sub.endMs === workMs && sub.fails !== undefined)) {
        return "FAILED";
      }
      return span.endMs <= workMs ? "FINISH" : "WAITING";
    case "running":
      if (workMs >= span.endMs) {
        return "FINISH";
      }
      return workMs >= span.beginMs ? "EXECUTING" : "WAITING";
  }
}

function wireTime(atMs: number, format: Scenario["timeFormat"] = "iso"): string {
  if (format === "iso") {
    return new Date(atMs).toISOString();
  }
  // The vendor's sample has times without a zone and does not name it: assume China's.
  const chinaMs = atMs + 8 * 3600 * 1000;
  return new Date(chinaMs).toISOString().slice(0, 19).replace("T", " ");
}
