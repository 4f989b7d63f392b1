import * as v from "valibot";
import { idProblem } from "../../checks";
import { List, parseAnswer } from "./wire";

/** A name identifies one project of an account; more entries than this come from another server. */
const MAX_PROJECTS = 1_000;

/** The id becomes part of every query's path. */
const Id = v.pipe(
  v.string(),
  v.check((id) => !idProblem(id), "cannot be an id"),
);
const Projects = v.object({
  projects: v.pipe(
    List,
    v.check(({ length }) => length <= MAX_PROJECTS, `has more than ${MAX_PROJECTS} entries`),
    v.array(v.object({ id: Id })),
  ),
});

/**
 * Parses the project ids in an answer of KeystoneListProjects.
 *
 * @param what - names the request in messages
 * @throws {DcsError} `MALFORMED_RESPONSE` if it has another shape, as the answer of a proxy may
 */
export function parseProjectIds(answer: unknown, what = "KeystoneListProjects"): string[] {
  return parseAnswer(what, Projects, answer).projects.map(({ id }) => id);
}
