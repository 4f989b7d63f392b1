import * as v from "valibot";
import { DcsError } from "../errors";
import { findFailure, type TaskProgress } from "../taskProgress";

/** Null and absent are the same; a text of another type is dropped, since none decides anything. */
const Text = v.fallback(v.optional(v.nullable(v.string())), undefined);
const Seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const Estimate = v.fallback(v.optional(v.nullable(Seconds)), undefined);
/** `v.object` alone takes an array for an object without any field. */
const record = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value)),
    v.object(entries),
  );
const list = <T extends v.GenericSchema>(item: T) => v.nullish(v.array(item), []);

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
  const parsed = v.safeParse(TaskProgressWire, answer);
  if (!parsed.success) throw malformed(v.getDotPath(parsed.issues[0]) ?? "the body");
  const { progress, remain_time, step_details } = parsed.output;
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
  if (given && percent === undefined && !findFailure(stepDetails)) throw malformed("progress");
  return { ...present({ progress: percent, remainTime: remain_time }), stepDetails };
}

type Present<T> = { [name in keyof T]?: NonNullable<T[name]> };

/** Without what is null or undefined. */
function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;
}

function malformed(where: string): DcsError {
  return new DcsError(
    "MALFORMED_RESPONSE",
    `the answer of ShowBackgroundTaskProgress is not as documented: "${where}" cannot be read`,
    { status: 200 },
  );
}
