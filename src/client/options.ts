import type { Credentials, CredentialsProvider, IamToken } from "./credentials/credentials";

/** Options of {@link DcsClient}. */
export interface DcsClientOptions {
  /** Such as `cn-north-4`. */
  readonly region: string;
  /** Default: the id of the region's project, asked once of IAM. */
  readonly projectId?: string | undefined;
  /** Base URL of DCS. Default: that of the region. */
  readonly endpoint?: string | undefined;
  /** Base URL of IAM. Default: that of the region, or the one beside `endpoint`. */
  readonly iamEndpoint?: string | undefined;
  /** Name of the project to ask IAM for. Default: the region, whose own project bears its name. */
  readonly projectName?: string | undefined;
  /**
   * A key pair, a token of IAM, or a function that is asked before each request. Default: what
   * {@link defaultCredentials} finds.
   */
  readonly credentials?: Credentials | IamToken | CredentialsProvider | undefined;
  /** Default: the global one, by way of the proxies that the environment names. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Time one request may take, body included, in milliseconds. Default 10,000. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * Requests a second that all waits on this host may make together, above 0. Default 5. Short
   * bursts of twice as many are allowed; "too many requests" from the host lowers it for a while.
   */
  readonly requestsPerSecond?: number | undefined;
  /** Wall clock in milliseconds, for the date of signatures. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
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
