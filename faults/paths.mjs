/** Which question a path asks: for the task's progress, for the list of tasks, or for the project. */
export function pathOf(path) {
  const [pathname] = path.split("?");
  if (pathname.endsWith("/progress")) return "progress";
  return pathname.endsWith("/tasks") ? "list" : "iam";
}
