/** Calls of IAM and of the metadata service that need no signature. */
export type OpenCall = "createToken" | "metadataToken" | "metadataKey";

/** Signed calls that are about the account, not about one project: IAM, STS and billing. */
export type AccountCall =
  "projects" | "domains" | "createTemporaryKey" | "assumeAgency" | "serviceTypes";

/** Calls of DCS that are about a project. */
type ProjectCall = "createInstance" | "flavors" | "centreTasks" | "job";

/** Calls of DCS that are about one instance. */
export type InstanceCall =
  "instance" | "deleteInstance" | "resizeInstance" | "upgradeInstance" | "instanceTasks";

/** Settings of an instance that the Huawei provider reads with separate calls. */
export type InstanceSetting =
  | "configs"
  | "bigKeyScan"
  | "hotKeyScan"
  | "expiredKeyScan"
  | "bandwidthPolicy"
  | "groups"
  | "whitelist";

interface InstancePath {
  readonly project: string;
  readonly instance: string;
}

/** A call of DCS, with the ids in its path. */
export type DcsRoute =
  | {
      readonly kind: "project";
      readonly call: ProjectCall;
      readonly project: string;
      /** Id of the job; empty for other calls. */
      readonly job: string;
    }
  | (InstancePath & { readonly kind: "instance"; readonly call: InstanceCall })
  | (InstancePath & { readonly kind: "setting"; readonly call: InstanceSetting })
  | (InstancePath & { readonly kind: "progress"; readonly task: string });

/** A call that the simulator implements. */
export type Route =
  | { readonly kind: "open"; readonly call: OpenCall }
  | { readonly kind: "account"; readonly call: AccountCall }
  | DcsRoute;

const openCalls = new Map<string, OpenCall>([
  ["POST /v3/auth/tokens", "createToken"],
  ["PUT /meta-data/latest/api/token", "metadataToken"],
  ["GET /openstack/latest/securitykey", "metadataKey"],
]);

const accountCalls = new Map<string, AccountCall>([
  ["GET /v3/projects", "projects"],
  ["GET /v3/auth/domains", "domains"],
  ["POST /v3.0/OS-CREDENTIAL/securitytokens", "createTemporaryKey"],
  ["POST /v5/agencies/assume", "assumeAgency"],
  ["GET /v2/products/service-types", "serviceTypes"],
]);

/** Patterns of what follows `/v2/{project_id}`; `*` is one id. */
type Table<Call> = readonly (readonly [pattern: string, call: Call])[];

const projectCalls: Table<ProjectCall> = [
  ["POST /instances", "createInstance"],
  ["GET /flavors", "flavors"],
  ["GET /tasks", "centreTasks"],
  ["GET /jobs/*", "job"],
];

const instanceCalls: Table<InstanceCall> = [
  ["GET /instances/*", "instance"],
  ["DELETE /instances/*", "deleteInstance"],
  ["POST /instances/*/resize", "resizeInstance"],
  ["POST /instances/*/minor-version/upgrade", "upgradeInstance"],
  ["GET /instances/*/tasks", "instanceTasks"],
];

const instanceSettings: Table<InstanceSetting> = [
  ["GET /instances/*/configs", "configs"],
  ["GET /instances/*/bigkey/autoscan", "bigKeyScan"],
  ["GET /instances/*/hotkey/autoscan", "hotKeyScan"],
  ["GET /instances/*/scan-expire-keys/autoscan-config", "expiredKeyScan"],
  ["GET /instances/*/autoscaling-policy/bandwidth", "bandwidthPolicy"],
  ["GET /instance/*/groups", "groups"],
  ["GET /instance/*/whitelist", "whitelist"],
];

const progressCall: Table<"progress"> = [["GET /instances/*/tasks/*/progress", "progress"]];

/** The call for a method and a path; undefined if the simulator does not implement it. */
export function routeOf(method: string, rawPath: string): Route | undefined {
  const open = openCalls.get(`${method} ${rawPath}`);
  if (open !== undefined) {
    return { kind: "open", call: open };
  }
  const account = accountCalls.get(`${method} ${rawPath}`);
  if (account !== undefined) {
    return { kind: "account", call: account };
  }
  const [root, version, project = "", ...rest] = rawPath.split("/");
  return root === "" && version === "v2" && project !== ""
    ? dcsRoute(`${method} /${rest.join("/")}`, project)
    : undefined;
}

function dcsRoute(name: string, project: string): DcsRoute | undefined {
  const ofProject = find(name, projectCalls);
  if (ofProject !== undefined) {
    const { call, ids } = ofProject;
    return { kind: "project", call, project, job: ids[0] ?? "" };
  }
  const ofInstance = find(name, instanceCalls);
  const setting = find(name, instanceSettings);
  const progress = find(name, progressCall);
  const [instance = "", task = ""] = (ofInstance ?? setting ?? progress)?.ids ?? [];
  if (ofInstance !== undefined) {
    return { kind: "instance", call: ofInstance.call, project, instance };
  }
  if (setting !== undefined) {
    return { kind: "setting", call: setting.call, project, instance };
  }
  return progress === undefined ? undefined : { kind: "progress", project, instance, task };
}

/** The call whose pattern matches, and the value at `*`. */
function find<Call>(
  name: string,
  table: Table<Call>,
): { readonly call: Call; readonly ids: readonly string[] } | undefined {
  const segments = name.split("/");
  for (const [pattern, call] of table) {
    const expected = pattern.split("/");
    const isMatch =
      segments.length === expected.length &&
      expected.every((one, at) => (one === "*" ? segments[at] !== "" : one === segments[at]));
    if (isMatch) {
      return { call, ids: segments.filter((_, at) => expected[at] === "*") };
    }
  }
  return undefined;
}
