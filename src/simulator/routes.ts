/** Which of the simulated calls a request is, with the ids in its path. */
export type Route =
  | {
      readonly call: "progress";
      readonly project: string;
      readonly instance: string;
      readonly task: string;
    }
  | { readonly call: "instanceTasks"; readonly project: string; readonly instance: string }
  | { readonly call: "instance"; readonly project: string; readonly instance: string }
  | { readonly call: "centreTasks"; readonly project: string }
  | { readonly call: "job"; readonly project: string; readonly job: string }
  | { readonly call: "projects" };

/** The call that a method and a path stand for, or undefined if the simulator has no such call. */
export function routeOf(method: string, rawPath: string): Route | undefined {
  const [root, ...segments] = rawPath.split("/");
  if (method !== "GET" || root !== "" || segments.includes("")) {
    return undefined;
  }
  const [version, project = "", kind, id = "", tasks, task = "", progress, ...rest] = segments;
  if (version === "v3" && project === "projects" && segments.length === 2) {
    return { call: "projects" };
  }
  if (version !== "v2" || rest.length > 0) {
    return undefined;
  }
  if (kind === "tasks" && segments.length === 3) {
    return { call: "centreTasks", project };
  }
  if (kind === "jobs" && segments.length === 4) {
    return { call: "job", project, job: id };
  }
  if (kind !== "instances") {
    return undefined;
  }
  if (segments.length === 4) {
    return { call: "instance", project, instance: id };
  }
  if (tasks === "tasks" && segments.length === 5) {
    return { call: "instanceTasks", project, instance: id };
  }
  return tasks === "tasks" && progress === "progress"
    ? { call: "progress", project, instance: id, task }
    : undefined;
}
