import * as v from "valibot";
import { parseAnswer, present, record, Text } from "./wire";

/** A job, as ShowJobInfo returns it. A field that the service omits is absent. */
export interface Job {
  /** The job's id. */
  readonly jobId: string;
  /** The job's type, such as `masterStandbySwapJob`; an open set. */
  readonly jobType?: string;
  /** `INIT`, `RUNNING`, `SUCCESS` or `FAIL`. */
  readonly status?: string;
  /** Milliseconds since 1970, as text. */
  readonly beginTime?: string;
  /** As `beginTime`. */
  readonly endTime?: string;
  /** Why it failed, in the service's words. */
  readonly failReason?: string;
}

const JobWire = record({
  job_id: v.string(),
  job_type: Text,
  status: Text,
  begin_time: Text,
  end_time: Text,
  fail_reason: Text,
  // The vendor's own sample has this spelling.
  fail_resson: Text,
});

/**
 * Parses an answer of ShowJobInfo.
 *
 * @param what - names the request in messages
 * @throws {DcsError} `MALFORMED_RESPONSE` if it has another shape
 */
export function parseJob(answer: unknown, what = "ShowJobInfo"): Job {
  const job = parseAnswer(what, JobWire, answer);
  return {
    jobId: job.job_id,
    ...present({
      jobType: job.job_type,
      status: job.status,
      beginTime: job.begin_time,
      endTime: job.end_time,
      failReason: job.fail_reason ?? job.fail_resson,
    }),
  };
}
