import * as v from "valibot";

const Projects = v.object({ projects: v.array(v.object({ id: v.string() })) });

/** The ids in an answer of KeystoneListProjects; none where it has another shape. */
export function parseProjectIds(answer: unknown): string[] {
  const parsed = v.safeParse(Projects, answer, { abortEarly: true });
  return parsed.success ? parsed.output.projects.map(({ id }) => id) : [];
}
