import { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import { createFetch } from "./createFetch";
import {
  checkCredentials,
  checkToken,
  type Credentials,
  type CredentialsProvider,
  type IamToken,
} from "./credentials/credentials";
import { defaultCredentials } from "./credentials/defaultCredentials";
import type { IamOptions } from "./credentials/iamOptions";
import { staticCredentials } from "./credentials/staticCredentials";
import type { BackgroundTaskSummary } from "./backgroundTasks";
import { ServiceClock } from "./clockSkew";
import { dcsEndpoint, endpointBeside, iamEndpoint, parseEndpoint, stsEndpoint } from "./endpoints";
import { assertNoProblem, idProblem, rateProblem, regionProblem } from "./ids";
import type { Job } from "./job";
import { KeyGuard } from "./keyGuard";
import { loadAnswers } from "./loadAnswers";
import { findProjectId } from "./projectId";
import { SharedCall } from "./sharedCall";
import { type QueryContext, signedQuery } from "./signedQuery";

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

/**
 * Signed queries about the background tasks of DCS instances. Changes nothing in the cloud.
 *
 * @example
 * ```ts
 * import { DcsClient, type TaskId, type TaskProgress } from "pulumi-huaweicloud-dcs/client";
 *
 * const client = new DcsClient({ region: "cn-north-4" });
 * export const look = (task: TaskId): Promise<TaskProgress> =>
 *   client.showBackgroundTaskProgress(task);
 * ```
 */
export class DcsClient {
  /** As given to the constructor. */
  readonly region: string;
  /** Base URL of DCS. */
  readonly endpoint: string;
  /** Requests a second that all waits on this host make together at most. */
  readonly requestsPerSecond: number;
  readonly #context: QueryContext;
  readonly #iamEndpoint: string;
  readonly #projectName: string;
  readonly #projectId: string | undefined;
  readonly #projectLookUp = new SharedCall<string>();

  /** @throws {DcsError} `INVALID_INPUT` naming the option that is wrong */
  constructor(options: DcsClientOptions) {
    const { region, projectId, endpoint } = options;
    assertNoProblem("region", regionProblem(region));
    if (projectId !== undefined) assertNoProblem("projectId", idProblem(projectId));
    this.region = region;
    this.endpoint = parseEndpoint("endpoint", endpoint ?? dcsEndpoint({ region }));
    this.#iamEndpoint = parseEndpoint(
      "iamEndpoint",
      options.iamEndpoint ?? (endpoint ? endpointBeside(endpoint, "iam") : iamEndpoint({ region })),
    );
    this.#projectName = options.projectName ?? region;
    this.requestsPerSecond = options.requestsPerSecond ?? 5;
    assertNoProblem("requestsPerSecond", rateProblem(this.requestsPerSecond));
    this.#projectId = projectId;
    const now = options.now ?? Date.now;
    const fetch =
      options.fetch ??
      createFetch({ env: process.env }) ??
      ((input, init) => globalThis.fetch(input, init));
    this.#context = {
      credentials: toProvider(options.credentials, {
        iamEndpoint: this.#iamEndpoint,
        stsEndpoint: endpoint ? endpointBeside(endpoint, "sts") : stsEndpoint({ region }),
        projectName: this.#projectName,
        fetch,
        now,
      }),
      guard: new KeyGuard(now),
      serviceClock: new ServiceClock(),
      fetch,
      now,
      requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    };
  }

  /**
   * How far a background task is, and its steps.
   *
   * Source: API page ShowBackgroundTaskProgress.
   *
   * @throws {DcsError} see {@link DcsErrorCode}; the ids are checked before any request
   */
  async showBackgroundTaskProgress(
    { instanceId, taskId }: TaskId,
    options: QueryOptions = {},
  ): Promise<TaskProgress> {
    assertNoProblem("instanceId", idProblem(instanceId));
    assertNoProblem("taskId", idProblem(taskId));
    const path = `instances/${instanceId}/tasks/${taskId}/progress`;
    return loadAnswers().parseTaskProgress(
      await this.#get("ShowBackgroundTaskProgress", path, options),
    );
  }

  /**
   * All background tasks of an instance, page by page, in the service's order: newest first.
   *
   * Source: API page ListBackgroundTask.
   *
   * @throws {DcsError} while iterating; see {@link DcsErrorCode}
   */
  async *listBackgroundTasks(
    { instanceId, ...window }: BackgroundTaskFilter,
    options: QueryOptions = {},
  ): AsyncIterable<BackgroundTaskSummary> {
    assertNoProblem("instanceId", idProblem(instanceId));
    yield* this.#list("ListBackgroundTask", `instances/${instanceId}/tasks`, window, options);
  }

  /**
   * All background tasks of the project, page by page, in the service's order: newest first. Each
   * names the job that it belongs to.
   *
   * Source: API page ListCenterTask.
   *
   * @throws {DcsError} while iterating; see {@link DcsErrorCode}
   */
  listCenterTasks(
    window: TaskWindow = {},
    options: QueryOptions = {},
  ): AsyncIterable<BackgroundTaskSummary> {
    return this.#list("ListCenterTask", "tasks", window, options);
  }

  /**
   * How a job stands. Several operations return a job id where others have a background task.
   *
   * Source: API page ShowJobInfo.
   *
   * @throws {DcsError} see {@link DcsErrorCode}; the id is checked before any request
   */
  async showJob({ jobId }: { readonly jobId: string }, options: QueryOptions = {}): Promise<Job> {
    assertNoProblem("jobId", idProblem(jobId));
    return loadAnswers().parseJob(await this.#get("ShowJobInfo", `jobs/${jobId}`, options));
  }

  /**
   * Id of the project that the client asks in: the given one, or the one that IAM names for the
   * region, asked once.
   *
   * @throws {DcsError} `NOT_FOUND` when IAM knows none or several
   */
  async projectId(options: QueryOptions = {}): Promise<string> {
    if (this.#projectId !== undefined) return this.#projectId;
    const lookUp = (signal: AbortSignal): Promise<string> =>
      findProjectId(this.#context, {
        iamEndpoint: this.#iamEndpoint,
        projectName: this.#projectName,
        signal,
        retries: options.retries ?? DEFAULT_RETRIES,
      });
    const found = await this.#projectLookUp.answer(lookUp, options.signal);
    if (found !== undefined) return found;
    throw new DcsError("ABORTED", "the look-up of the project id was aborted");
  }

  /**
   * How far the service's clock is ahead of this machine's, in milliseconds and exact to a second,
   * by the last answer. `undefined` before there was one.
   */
  get clockSkewMs(): number | undefined {
    return this.#context.serviceClock.skewMs;
  }

  async *#list(
    operation: string,
    path: string,
    { startTime, endTime }: TaskWindow,
    options: QueryOptions,
  ): AsyncIterable<BackgroundTaskSummary> {
    const window = {
      ...(startTime && { start_time: toCompactTime(startTime) }),
      ...(endTime && { end_time: toCompactTime(endTime) }),
    };
    const limit = String(PAGE_SIZE);
    const seen = new Set<string>();
    for (let offset = 0; offset < MOST_TASKS; offset += PAGE_SIZE) {
      const query = { ...window, limit, offset: String(offset) };
      const answer = await this.#get(operation, path, options, query);
      const tasks = loadAnswers().parseBackgroundTasks(answer, operation);
      yield* tasks;
      // A server that gives the same page for ever is not asked for ever.
      const isNews = tasks.some(({ id }) => !seen.has(id));
      if (tasks.length < PAGE_SIZE || !isNews) return;
      for (const { id } of tasks) seen.add(id);
    }
  }

  async #get(
    operation: string,
    path: string,
    options: QueryOptions,
    query: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const projectId = await this.projectId(options);
    const search = new URLSearchParams(query).toString();
    return signedQuery(this.#context, {
      operation,
      url: new URL(`${this.endpoint}/v2/${projectId}/${path}${search && `?${search}`}`),
      ifForbidden: `the user needs the permission ${permissions[operation] ?? "for it"}`,
      headers: { "x-project-id": projectId },
      signal: options.signal,
      retries: options.retries ?? DEFAULT_RETRIES,
    });
  }
}

const DEFAULT_RETRIES = 2;
/** The service allows 1 to 1000. */
const PAGE_SIZE = 100;
/** A list that is longer is not read to its end: the newest tasks come first. */
const MOST_TASKS = 100_000;

/** IAM actions, as the API pages name them. */
const permissions: Readonly<Record<string, string>> = {
  ShowBackgroundTaskProgress: "dcs:instance:getBackgroundTask",
  ListBackgroundTask: "dcs:instance:listBackgroundTasks",
  ListCenterTask: "dcs:task:list",
};

function toProvider(
  credentials: DcsClientOptions["credentials"],
  iam: IamOptions,
): CredentialsProvider {
  if (credentials === undefined) return defaultCredentials(iam);
  if (typeof credentials === "function") return credentials;
  const source = "the client's options";
  const checked =
    "authToken" in credentials
      ? checkToken(credentials.authToken, source)
      : checkCredentials(credentials, source);
  if (checked) return staticCredentials(credentials);
  throw new DcsError("INVALID_INPUT", '"credentials" must hold "accessKey" and "secretKey"', {
    property: "credentials",
  });
}

/** A time as the list's window wants it: UTC, `yyyyMMddHHmmss`. */
function toCompactTime(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:T]/g, "");
}
