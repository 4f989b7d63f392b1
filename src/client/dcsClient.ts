import { DcsError } from "../errors";
import type { TaskProgress } from "../taskProgress";
import type { BackgroundTaskSummary } from "./answers/backgroundTasks";
import { resolveOptions, type Connection } from "./resolveOptions";
import type {
  BackgroundTaskFilter,
  DcsClientOptions,
  QueryOptions,
  TaskId,
  TaskWindow,
} from "./options";
import { assertNoProblem, idProblem } from "../checks";
import type { Job } from "./answers/job";
import { loadAnswers } from "./answers/load";
import { findProjectId } from "./projectId";
import { checkQueryOptions, checkWindow, requireObject } from "./queryChecks";
import { clockOf } from "./queryClock";
import { readPages } from "./readPages";
import { FRESH_MS, SharedAnswers } from "./sharedAnswers";
import { SingleFlight } from "../wait/time/singleFlight";
import { signedQuery } from "./http/signedQuery";

/** Further requests after a transient failure. */
const DEFAULT_RETRIES = 2;

/** IAM actions, as the API pages name them. */
const permissions: Readonly<Record<string, string>> = {
  ShowBackgroundTaskProgress: "dcs:instance:getBackgroundTask",
  ListBackgroundTask: "dcs:instance:listBackgroundTasks",
  ListCenterTask: "dcs:task:list",
};

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
  /** As given to the constructor, or by the environment. */
  readonly region: string;
  /** Base URL of DCS. */
  readonly endpoint: string;
  /** Requests a second that all clients of the process make to this host together at most. */
  readonly requestsPerSecond: number;
  readonly #connection: Connection;
  readonly #projectId: string | undefined;
  readonly #projectLookUp = new SingleFlight<string>();
  readonly #pages = new SharedAnswers<unknown>();

  /** @throws {DcsError} `INVALID_INPUT` naming the option that is wrong */
  constructor(options: DcsClientOptions = {}) {
    this.#connection = resolveOptions(options);
    this.#projectId = this.#connection.projectId;
    this.region = this.#connection.region;
    this.endpoint = this.#connection.endpoint;
    this.requestsPerSecond = this.#connection.requestsPerSecond;
  }

  /**
   * How far a background task is, and its steps.
   *
   * Source: API page ShowBackgroundTaskProgress.
   *
   * @throws {DcsError} see {@link DcsErrorCode}; the ids are checked before any request
   */
  async showBackgroundTaskProgress(
    task: TaskId,
    options: QueryOptions = {},
  ): Promise<TaskProgress> {
    const { instanceId, taskId } = requireObject(task, "task", "{ instanceId, taskId }");
    assertNoProblem("instanceId", idProblem(instanceId));
    assertNoProblem("taskId", idProblem(taskId));
    const path = `instances/${instanceId}/tasks/${taskId}/progress`;
    const answer = await this.#get("ShowBackgroundTaskProgress", path, options);
    return (await loadAnswers()).parseTaskProgress(answer);
  }

  /**
   * All background tasks of an instance, page by page, in the service's order: newest first.
   *
   * Source: API page ListBackgroundTask.
   *
   * @throws {DcsError} while iterating; see {@link DcsErrorCode}
   */
  async *listBackgroundTasks(
    filter: BackgroundTaskFilter,
    options: QueryOptions = {},
  ): AsyncIterable<BackgroundTaskSummary> {
    const { instanceId, ...window } = requireObject(filter, "filter", "{ instanceId }");
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
  async showJob(job: { readonly jobId: string }, options: QueryOptions = {}): Promise<Job> {
    const { jobId } = requireObject(job, "job", "{ jobId }");
    assertNoProblem("jobId", idProblem(jobId));
    const answer = await this.#get("ShowJobInfo", `jobs/${jobId}`, options);
    return (await loadAnswers()).parseJob(answer);
  }

  /**
   * Id of the project that the client asks in: the given one, or the one that IAM names for the
   * region, asked once.
   *
   * @throws {DcsError} `NOT_FOUND` when IAM knows none or several
   */
  async projectId(options: QueryOptions = {}): Promise<string> {
    checkQueryOptions(options);
    if (this.#projectId !== undefined) return this.#projectId;
    const { context, iamEndpoint, projectName, requestsPerSecond } = this.#connection;
    const { signal, retries = DEFAULT_RETRIES } = options;
    const clock = clockOf(options);
    const found = await this.#projectLookUp.answer(
      (own) =>
        findProjectId(context, {
          ...{ iamEndpoint, projectName, requestsPerSecond, signal: own, retries, clock },
        }),
      // Hundreds of waits do not each repeat what has just failed.
      { signal, clock, maxFailureAgeMs: clock ? FRESH_MS : 0 },
    );
    if (found !== undefined) return found;
    throw new DcsError("ABORTED", "the look-up of the project id was aborted");
  }

  /**
   * How far the service's clock is ahead of this machine's, in milliseconds and exact to a second,
   * by the last answer. `undefined` before there was one.
   */
  get clockSkewMs(): number | undefined {
    return this.#connection.context.serviceClock.skewMs;
  }

  async *#list(
    operation: string,
    path: string,
    window: TaskWindow,
    options: QueryOptions,
  ): AsyncGenerator<BackgroundTaskSummary> {
    checkWindow(window);
    checkQueryOptions(options);
    const clock = clockOf(options);
    const { signal } = options;
    yield* readPages(operation, window, async (query) => {
      const ask = (own?: AbortSignal): Promise<unknown> =>
        this.#get(operation, path, { ...options, signal: own }, query);
      if (!clock) return ask(signal);
      const key = JSON.stringify([path, query]);
      const page = await this.#pages.answer(ask, { key, clock, signal });
      if (page !== undefined) return page;
      throw new DcsError("ABORTED", `${operation} was aborted`);
    });
  }

  async #get(
    operation: string,
    path: string,
    options: QueryOptions,
    query: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const projectId = await this.projectId(options);
    const search = new URLSearchParams(query).toString();
    return signedQuery(this.#connection.context, {
      operation,
      url: new URL(`${this.endpoint}/v2/${projectId}/${path}${search && `?${search}`}`),
      ifForbidden: `the user needs the permission ${permissions[operation] ?? "for it"}`,
      headers: { "x-project-id": projectId },
      signal: options.signal,
      retries: options.retries ?? DEFAULT_RETRIES,
      clock: clockOf(options),
      requestsPerSecond: this.requestsPerSecond,
    });
  }
}
