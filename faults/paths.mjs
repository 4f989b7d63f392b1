/** Which question a path asks: for a task's progress, for the list of tasks, or for the project. */
export function pathOf(path) {
  const [pathname] = path.split("?");
  if (pathname.endsWith("/progress")) return "progress";
  return pathname.endsWith("/tasks") ? "list" : "iam";
}

/** The task that a path is about. */
export function taskIdOf(path) {
  return /\/tasks\/([^/]+)\/progress/.exec(path)?.[1];
}
