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
import { callElsewhere } from "../wait/trouble";
import { findProjectId } from "./projectId";
import { checkQueryOptions, checkWindow, requireObject } from "./queryChecks";
import { clockOf } from "./queryClock";
import { type Answered, readPages } from "./readPages";
import { FRESH_MS, SharedAnswers } from "./sharedAnswers";
import { SingleFlight } from "../wait/time/singleFlight";
import { nameOf } from "./http/exchange";
import { signedQuery } from "./http/signedQuery";

const DEFAULT_RETRIES = 2;

/** The permission that each operation needs. Source: the API pages. */
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
  /** The region, from the options or the environment. */
  readonly region: string;
  /** Base URL of DCS. */
  readonly endpoint: string;
  /** Maximum number of requests per second to this host, for all clients of the process together. */
  readonly requestsPerSecond: number;
  readonly #connection: Connection;
  readonly #projectId: string | undefined;
  readonly #projectLookUp = new SingleFlight<string>();
  readonly #pages = new SharedAnswers<Answered>();

  /** @throws {DcsError} `INVALID_INPUT` naming the wrong option or variable */
  constructor(options: DcsClientOptions = {}) {
    this.#connection = resolveOptions(options);
    this.#projectId = this.#connection.projectId;
    this.region = this.#connection.region;
    this.endpoint = this.#connection.endpoint;
    this.requestsPerSecond = this.#connection.requestsPerSecond;
  }

  /**
   * Gets the progress of a background task and its steps.
   *
   * Source: API page ShowBackgroundTaskProgress.
   *
   * @throws {DcsError} see {@link DcsErrorCode}; `INVALID_INPUT` for a wrong id, before any request
   */
  async showBackgroundTaskProgress(
    task: TaskId,
    options: QueryOptions = {},
  ): Promise<TaskProgress> {
    const { instanceId, taskId } = requireObject(task, "task", "{ instanceId, taskId }");
    assertNoProblem("instanceId", idProblem(instanceId));
    assertNoProblem("taskId", idProblem(taskId));
    const path = `instances/${instanceId}/tasks/${taskId}/progress`;
    const { json, what } = await this.#get("ShowBackgroundTaskProgress", path, options);
    return (await loadAnswers()).parseTaskProgress(json, what);
  }

  /**
   * Lists the background tasks of an instance, page by page, in the service's order: newest first.
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
   * Lists the background tasks of the project, page by page, in the service's order: newest first. Each
   * task has the id of its job.
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
   * Gets the status of a job. Some operations return a job id instead of a background task.
   *
   * Source: API page ShowJobInfo.
   *
   * @throws {DcsError} see {@link DcsErrorCode}; `INVALID_INPUT` for a wrong id, before any request
   */
  async showJob(job: { readonly jobId: string }, options: QueryOptions = {}): Promise<Job> {
    const { jobId } = requireObject(job, "job", "{ jobId }");
    assertNoProblem("jobId", idProblem(jobId));
    const { json, what } = await this.#get("ShowJobInfo", `jobs/${jobId}`, options);
    return (await loadAnswers()).parseJob(json, what);
  }

  /**
   * The id of the client's project: the given one, or the one that IAM has for the project name, looked
   * up once.
   *
   * @throws {DcsError} `NOT_FOUND` if IAM has none or several; see {@link DcsErrorCode} for the request
   */
  async projectId(options: QueryOptions = {}): Promise<string> {
    checkQueryOptions(options);
    if (this.#projectId !== undefined) return this.#projectId;
    const { context, iamEndpoint, projectName, requestsPerSecond } = this.#connection;
    const { signal, retries = DEFAULT_RETRIES } = options;
    const clock = clockOf(options);
    const found = await this.#projectLookUp.answer(
      (own) =>
        callElsewhere(() =>
          findProjectId(context, {
            ...{ iamEndpoint, projectName, requestsPerSecond, signal: own, retries, clock },
          }),
        ),
      // A failure is shared for a moment, so that hundreds of waits do not each repeat the request.
      { signal, clock, maxFailureAgeMs: clock ? FRESH_MS : 0 },
    );
    if (found !== undefined) return found;
    throw new DcsError("ABORTED", "the look-up of the project id was aborted");
  }

  /**
   * How far the service's clock is ahead of this machine's, in milliseconds with a precision of a
   * second, by the last answer. `undefined` before the first answer.
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
    yield* readPages(window, async (query) => {
      const ask = (own?: AbortSignal): Promise<Answered> =>
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
  ): Promise<Answered> {
    const projectId = await this.projectId(options);
    const search = new URLSearchParams(query).toString();
    const call = {
      operation,
      url: new URL(`${this.endpoint}/v2/${projectId}/${path}${search && `?${search}`}`),
      ifForbidden: `the user needs the permission ${permissions[operation] ?? "for it"}`,
      headers: { "x-project-id": projectId },
      signal: options.signal,
      retries: options.retries ?? DEFAULT_RETRIES,
      clock: clockOf(options),
      requestsPerSecond: this.requestsPerSecond,
    };
    return { json: await signedQuery(this.#connection.context, call), what: nameOf(call) };
  }
}
