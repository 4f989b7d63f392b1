import type { Environment } from "../settings/sources/source";
import type { Credentials, CredentialsProvider, IamToken } from "./access/credentials";

/** Options of {@link DcsClient}. Options that are not given are taken from the environment. */
export interface DcsClientOptions {
  /** Region id, such as `cn-north-4`. Default: `HW_REGION_NAME`; without either, an error. */
  readonly region?: string | undefined;
  /**
   * Project id. Default: `HW_PROJECT_ID`, unless the environment names another region; else it is
   * looked up in IAM once, by `projectName`.
   */
  readonly projectId?: string | undefined;
  /**
   * Base URL of DCS. Default: `HUAWEICLOUD_SDK_REGION_DCS_<REGION>`, else
   * `https://dcs.{region}.{cloud}`.
   */
  readonly endpoint?: string | undefined;
  /**
   * Base URL of IAM. Default: `HW_AUTH_URL`, else the one derived from `endpoint` (`iam.` for `dcs.`),
   * else `https://iam.{region}.{cloud}`. A password is never sent to a derived one.
   */
  readonly iamEndpoint?: string | undefined;
  /** Name of the project to look up in IAM. Default: the region id, the name of its own project. */
  readonly projectName?: string | undefined;
  /**
   * A key pair, an IAM token, or a function that is called before each request. Default:
   * {@link defaultCredentials}.
   */
  readonly credentials?: Credentials | IamToken | CredentialsProvider | undefined;
  /** Sends the requests. Default: the global `fetch`, or one for the proxies of the environment. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Accepts any certificate, unless `fetch` is given, and allows sending tokens over plain http.
   * Default: `HW_INSECURE`, else `false`.
   */
  readonly insecure?: boolean | undefined;
  /** Timeout of one request, including its body, in milliseconds. Default 10,000; at most 2^31 - 1. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * Requests per second to this host, for all clients of the process together, 0.1 to 10,000. Default:
   * `PULUMI_DCS_REQUESTS_PER_SECOND`, else 5. Short bursts of twice as many are allowed; a 429 of the
   * host lowers the rate for a while.
   */
  readonly requestsPerSecond?: number | undefined;
  /** Wall clock in milliseconds, for the date of signatures. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Environment variables for the options that are not given. Default `process.env`. */
  readonly env?: Environment | undefined;
}

/** Options of each query. */
export interface QueryOptions {
  /** Aborts the query, which then throws `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Retries after network errors, timeouts, 408, 429 and 5xx, 0 to 100. Default 2. */
  readonly retries?: number | undefined;
}

/** The time window of the background tasks to list. */
export interface TaskWindow {
  /** Only tasks created at this time or later. Default: no limit. */
  readonly startTime?: Date | undefined;
  /** Only tasks created at this time or earlier. Default: no limit. */
  readonly endTime?: Date | undefined;
}

/** Which background tasks to list. */
export interface BackgroundTaskFilter extends TaskWindow {
  /** The DCS instance. */
  readonly instanceId: string;
}

/** Identifies a background task. */
export interface TaskId {
  /** Id of the DCS instance. */
  readonly instanceId: string;
  /** Id of the background task; today 32 hexadecimal digits or a dashed UUID. */
  readonly taskId: string;
}

/** Identifies a job, which some operations return instead of a background task. */
export interface JobId {
  /** Id of the job. */
  readonly jobId: string;
}
