import * as v from "valibot";
import { findFailure, type TaskProgress } from "../../taskProgress";
import { list, malformed, parseAnswer, present, record, Text } from "./wire";

const OPERATION = "ShowBackgroundTaskProgress";

const Seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const Estimate = v.fallback(v.optional(v.nullable(Seconds)), undefined);

const SubStepWire = record({
  sub_step_id: Text,
  sub_step_name: Text,
  sub_step_status: Text,
  begin_time: Text,
  end_time: Text,
  detail: Text,
  error_code: Text,
});

const StepWire = record({
  step_id: Text,
  step_name: Text,
  step_status: Text,
  begin_time: Text,
  end_time: Text,
  error_code: Text,
  sub_step_details: list(SubStepWire),
});

const TaskProgressWire = record({
  progress: v.optional(v.unknown()),
  remain_time: Estimate,
  step_details: list(StepWire),
});

const Percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

/**
 * Reads an answer of ShowBackgroundTaskProgress. The page requires no field: what is null or left
 * out is absent. A failed step is told of even beside a progress that cannot be read.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` when it has another shape, or a progress that is not 0-100
 */
export function parseTaskProgress(answer: unknown): TaskProgress {
  const { progress, remain_time, step_details } = parseAnswer(OPERATION, TaskProgressWire, answer);
  const stepDetails = step_details.map(({ sub_step_details, ...step }) => ({
    ...present({
      stepId: step.step_id,
      stepName: step.step_name,
      stepStatus: step.step_status,
      beginTime: step.begin_time,
      endTime: step.end_time,
      errorCode: step.error_code,
    }),
    subStepDetails: sub_step_details.map((sub) =>
      present({
        subStepId: sub.sub_step_id,
        subStepName: sub.sub_step_name,
        subStepStatus: sub.sub_step_status,
        beginTime: sub.begin_time,
        endTime: sub.end_time,
        detail: sub.detail,
        errorCode: sub.error_code,
      }),
    ),
  }));
  const percent = v.is(Percent, progress) ? progress : undefined;
  const given = progress !== undefined && progress !== null;
  if (given && percent === undefined && !findFailure(stepDetails))
    throw malformed(OPERATION, "progress");
  return { ...present({ progress: percent, remainTime: remain_time }), stepDetails };
}
