/** Which question a request asks: for a task's progress, for the list of tasks, or for the project. */
export type Path = "progress" | "list" | "iam";

/** Which question a path asks. */
export function pathOf(path: string): Path {
  const [pathname = ""] = path.split("?");
  if (pathname.endsWith("/progress")) return "progress";
  return pathname.endsWith("/tasks") ? "list" : "iam";
}

/** The task that a path is about. */
export function taskIdOf(path: string): string | undefined {
  return /\/tasks\/([^/]+)\/progress/.exec(path)?.[1];
}
