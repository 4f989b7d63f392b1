import { DcsError } from "../errors";
import { idProblem } from "../checks";
import { loadAnswers } from "./answers/load";
import { type QueryContext, signedQuery } from "./http/signedQuery";

/** Whom to ask for which project. */
export interface ProjectQuery {
  readonly iamEndpoint: string;
  readonly projectName: string;
  readonly signal?: AbortSignal | undefined;
  /** Further requests after a transient failure. */
  readonly retries: number;
}

/**
 * Asks IAM for the id of the project with the given name. Never creates one.
 *
 * Source: IAM API page KeystoneListProjects.
 *
 * @throws {DcsError} `NOT_FOUND` when there is not exactly one
 */
export async function findProjectId(context: QueryContext, query: ProjectQuery): Promise<string> {
  const url = new URL(`${query.iamEndpoint}/v3/projects`);
  url.searchParams.set("name", query.projectName);
  const answer = await signedQuery(context, {
    operation: "KeystoneListProjects",
    url,
    ifForbidden: "set projectId, or let the user list the projects",
    signal: query.signal,
    retries: query.retries,
  });
  const ids = (await loadAnswers()).parseProjectIds(answer);
  const [id] = ids;
  if (id !== undefined && ids.length === 1 && !idProblem(id)) return id;
  throw new DcsError(
    "NOT_FOUND",
    `IAM at ${url.origin} names ${ids.length || "no"} project${ids.length === 1 ? "" : "s"} ` +
      `"${query.projectName}" for these credentials; set projectId`,
    { property: "projectId" },
  );
}
