import { DcsError } from "../../errors";

/**
 * The error of a query that still waited for its turn in the request budget when its time was up. It
 * proves nothing of the host or the task.
 */
export class NotSent extends DcsError {
  constructor() {
    super(
      "TIMED_OUT",
      "the query was not sent before the timeout, since others were before it in the request budget; " +
        "allow more time, or raise requestsPerSecond",
    );
  }
}
