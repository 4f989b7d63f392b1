import type { Environment } from "../settings/sources/source";
import type { Credentials, CredentialsProvider, IamToken } from "./access/credentials";

/** Options of {@link DcsClient}. What is not given is taken from the environment. */
export interface DcsClientOptions {
  /** Such as `cn-north-4`. Default: that of the environment, `HW_REGION_NAME`; else an error. */
  readonly region?: string | undefined;
  /**
   * Default: that of the environment, `HW_PROJECT_ID`, if it names the region too, or no region;
   * else IAM is asked for it, once.
   */
  readonly projectId?: string | undefined;
  /** Base URL of DCS. Default: that of the environment, else that of the region. */
  readonly endpoint?: string | undefined;
  /**
   * Base URL of IAM. Default: that of the environment, `HW_AUTH_URL`, else the one beside
   * `endpoint`, else that of the region. A password is not sent to the one beside `endpoint`.
   */
  readonly iamEndpoint?: string | undefined;
  /** Name of the project to ask IAM for. Default: the region, whose own project bears its name. */
  readonly projectName?: string | undefined;
  /**
   * A key pair, a token of IAM, or a function that is asked before each request. Default: what
   * {@link defaultCredentials} finds.
   */
  readonly credentials?: Credentials | IamToken | CredentialsProvider | undefined;
  /** Default: the global one, through the proxies that the environment names. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Accepts any certificate, and sends tokens over plain http too. Default: what `HW_INSECURE` says,
   * else `false`. Where `fetch` is given, certificates are its own concern.
   */
  readonly insecure?: boolean | undefined;
  /** Time one request may take, body included, in milliseconds. Default 10,000. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * Requests a second that all waits on this host may make together, above 0. Default:
   * `PULUMI_DCS_REQUESTS_PER_SECOND`, else 5. Short
   * bursts of twice as many are allowed; "too many requests" from the host lowers it for a while.
   */
  readonly requestsPerSecond?: number | undefined;
  /** Wall clock in milliseconds, for the date of signatures. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** The environment that gives what is not given here. Default `process.env`. */
  readonly env?: Environment | undefined;
}

/** Options of each query. */
export interface QueryOptions {
  /** Ends the query with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Further requests after network errors, time-outs, 408, 429 and 5xx. Default 2. */
  readonly retries?: number | undefined;
}

/** Which background tasks to list. */
export interface TaskWindow {
  /** Only tasks created from here on. */
  readonly startTime?: Date | undefined;
  /** Only tasks created until here. */
  readonly endTime?: Date | undefined;
}

/** Of which instance to list the background tasks, and which of them. */
export interface BackgroundTaskFilter extends TaskWindow {
  /** The DCS instance. */
  readonly instanceId: string;
}

/** Names a background task. */
export interface TaskId {
  /** The DCS instance. */
  readonly instanceId: string;
  /** The background task; today 32 hexadecimal digits or a dashed UUID. */
  readonly taskId: string;
}

/** Names a job: what operations without a background task of their own return. */
export interface JobId {
  /** The job. */
  readonly jobId: string;
}
