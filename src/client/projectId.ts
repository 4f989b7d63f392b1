import { DcsError } from "../errors";
import type { Clock } from "../wait/time/clock";
import { loadAnswers } from "./answers/load";
import { nameOf } from "./http/exchange";
import { type QueryContext, signedQuery } from "./http/signedQuery";

/** Options of {@link findProjectId}. */
export interface ProjectQuery {
  readonly iamEndpoint: string;
  readonly projectName: string;
  readonly signal?: AbortSignal | undefined;
  /** Retries after a transient failure. */
  readonly retries: number;
  /** Clock of the wait that the query is part of. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Requests per second to IAM. */
  readonly requestsPerSecond: number;
}

/**
 * Looks up the id of the project with the given name in IAM. Never creates one.
 *
 * Source: IAM API page KeystoneListProjects.
 *
 * @throws {DcsError} `NOT_FOUND` with the property `projectId` unless there is exactly one
 */
export async function findProjectId(context: QueryContext, query: ProjectQuery): Promise<string> {
  const { signal, retries, clock, requestsPerSecond } = query;
  const url = new URL(`${query.iamEndpoint}/v3/projects`);
  url.searchParams.set("name", query.projectName);
  const setProjectId = `set ${context.hints?.waysToSetProjectId ?? 'the option "projectId"'}`;
  const call = {
    operation: "KeystoneListProjects",
    url,
    ifForbidden: `${setProjectId}, or let the user list the projects`,
    ...{ signal, retries, clock, requestsPerSecond },
  };
  const answer = await signedQuery(context, call);
  const ids = (await loadAnswers()).parseProjectIds(answer, nameOf(call));
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  const found = ids.length > 1 ? `${ids.length} projects` : "no project";
  throw new DcsError(
    "NOT_FOUND",
    `IAM at ${url.origin} has ${found} named "${query.projectName}" for these credentials; ` +
      `check the region, or ${setProjectId}`,
    { property: "projectId" },
  );
}
