import type { Hints } from "../../settings/settings";

/** How requests are sent. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  /** Timeout of one request, including its body, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Allows sending passwords and tokens over plain http. Default `false`. */
  readonly insecure?: boolean | undefined;
  /** Where settings can be set, for messages. Default: as options of this package. */
  readonly hints?: Hints | undefined;
  /** Where the user can set the request rate, for the message about a 429. Absent: nowhere. */
  readonly waysToSetRate?: string | undefined;
}
