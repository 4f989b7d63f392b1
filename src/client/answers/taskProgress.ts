import * as v from "valibot";
import {
  findFailure,
  type StepDetail,
  type SubStepDetail,
  type TaskProgress,
} from "../../taskProgress";
import { isRecord } from "../../json";
import { describeFields } from "./said";
import { List, malformed, parseAnswer, present, record, textReader, type Wire } from "./wire";

/** Parsing a larger answer would block the process. Real ones have tens of steps. */
const MAX_STEPS = 1_000;
const MAX_SUB_STEPS = 10_000;

const readSubStep: (wire: Wire) => SubStepDetail = textReader({
  sub_step_id: "subStepId",
  sub_step_name: "subStepName",
  sub_step_status: "subStepStatus",
  begin_time: "beginTime",
  end_time: "endTime",
  detail: "detail",
  error_code: "errorCode",
});

const readStepTexts = textReader({
  step_id: "stepId",
  step_name: "stepName",
  step_status: "stepStatus",
  begin_time: "beginTime",
  end_time: "endTime",
  error_code: "errorCode",
});

const SubStep = v.pipe(v.custom<Wire>(isRecord), v.transform(readSubStep));

const Step = v.pipe(
  v.custom<Wire>(isRecord),
  // A schema for the whole step would check all its fields, and there may be thousands.
  v.transform((wire): Wire => ({ wire, sub_step_details: wire["sub_step_details"] })),
  v.object({
    wire: v.custom<Wire>(isRecord),
    sub_step_details: v.nullish(v.pipe(List, v.array(SubStep)), []),
  }),
  v.transform(({ wire, sub_step_details }): StepDetail => ({
    ...readStepTexts(wire),
    subStepDetails: sub_step_details,
  })),
);

/** The entries are counted before any is parsed. */
const Steps = v.pipe(
  List,
  v.check(({ length }) => length <= MAX_STEPS, `has more than ${MAX_STEPS} entries`),
  v.check(hasFewSubSteps, `has more than ${MAX_SUB_STEPS} sub-steps`),
  v.array(Step),
);

const Seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const Percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

const TaskProgressWire = record({
  progress: v.optional(v.unknown()),
  remain_time: v.fallback(v.nullish(Seconds), undefined),
  step_details: v.nullish(Steps, []),
});

/**
 * Parses an answer of ShowBackgroundTaskProgress. The API page requires no field: null and missing
 * fields are absent. A failed step counts even if the progress cannot be read.
 *
 * @param what - names the request in messages
 * @throws {DcsError} `MALFORMED_RESPONSE` if it has another shape, none of the fields, or a progress
 *   that is not 0-100
 */
export function parseTaskProgress(
  answer: unknown,
  what = "ShowBackgroundTaskProgress",
): TaskProgress {
  const { progress, remain_time, step_details } = parseAnswer(what, TaskProgressWire, answer);
  const percent = v.is(Percent, progress) ? progress : undefined;
  const isGiven = progress !== undefined && progress !== null;
  if (isGiven && percent === undefined && !findFailure(step_details)) {
    throw malformed(what, answer, '"progress" cannot be read');
  }
  const fields = present({ progress: percent, remainTime: remain_time });
  if (!isGiven && step_details.length === 0 && fields.remainTime === undefined) {
    const found = describeFields(answer);
    const instead = found && ` but ${found}`;
    throw malformed(what, answer, `it has neither progress nor steps${instead}`);
  }
  return { ...fields, stepDetails: step_details };
}

function hasFewSubSteps(steps: readonly unknown[]): boolean {
  let count = 0;
  for (const step of steps) {
    const subSteps = isRecord(step) ? step["sub_step_details"] : undefined;
    if (Array.isArray(subSteps)) count += subSteps.length;
  }
  return count <= MAX_SUB_STEPS;
}
