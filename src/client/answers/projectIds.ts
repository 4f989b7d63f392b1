import * as v from "valibot";
import { idProblem } from "../../checks";
import { parseAnswer } from "./wire";

/** An id goes into the path of every query. */
const Id = v.pipe(
  v.string(),
  v.check((id) => !idProblem(id), "cannot be an id"),
);
const Projects = v.object({ projects: v.array(v.object({ id: Id })) });

/**
 * The ids in an answer of KeystoneListProjects.
 *
 * @throws {DcsError} `MALFORMED_RESPONSE` when it has another shape, as that of a proxy has
 */
export function parseProjectIds(answer: unknown): string[] {
  return parseAnswer("KeystoneListProjects", Projects, answer).projects.map(({ id }) => id);
}
