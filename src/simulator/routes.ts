/** Which of the simulated calls a request is, with the ids in its path. */
export type Route =
  | {
      readonly call: "progress";
      readonly project: string;
      readonly instance: string;
      readonly task: string;
    }
  | { readonly call: "instanceTasks"; readonly project: string; readonly instance: string }
  | {
      readonly call: "instance" | "deleteInstance" | "resizeInstance";
      readonly project: string;
      readonly instance: string;
    }
  | { readonly call: "createInstance"; readonly project: string }
  | { readonly call: "centreTasks"; readonly project: string }
  | { readonly call: "job"; readonly project: string; readonly job: string }
  | { readonly call: "projects" }
  | { readonly call: PlainCall };

/** Calls without ids in their path, by method and path. */
const plainCalls = {
  "POST /v3/auth/tokens": "createToken",
  "POST /v3.0/OS-CREDENTIAL/securitytokens": "createTemporaryKey",
  "POST /v5/agencies/assume": "assumeAgency",
  "PUT /meta-data/latest/api/token": "metadataToken",
  "GET /openstack/latest/securitykey": "metadataKey",
} as const;

type PlainCall = (typeof plainCalls)[keyof typeof plainCalls];

/** The call that a method and a path stand for, or undefined if the simulator has no such call. */
export function routeOf(method: string, rawPath: string): Route | undefined {
  const name = `${method} ${rawPath}`;
  if (name in plainCalls) {
    return { call: plainCalls[name as keyof typeof plainCalls] };
  }
  const [root, ...segments] = rawPath.split("/");
  if (root !== "" || segments.includes("")) {
    return undefined;
  }
  const [version, project = "", kind, id = "", tasks, task = "", progress, ...rest] = segments;
  if (method !== "GET") {
    return version === "v2" && kind === "instances" ? changeOf(method, segments) : undefined;
  }
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

/** The call that changes an instance. */
function changeOf(method: string, segments: readonly string[]): Route | undefined {
  const [, project = "", , instance = "", action] = segments;
  if (method === "POST" && segments.length === 3) {
    return { call: "createInstance", project };
  }
  if (method === "POST" && segments.length === 5 && action === "resize") {
    return { call: "resizeInstance", project, instance };
  }
  return method === "DELETE" && segments.length === 4
    ? { call: "deleteInstance", project, instance }
    : undefined;
}
