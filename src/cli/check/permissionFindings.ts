import type { DcsClient } from "../../client/dcsClient";
import type { QueryOptions } from "../../client/options";
import { type DcsError, isDcsError } from "../../errors";
import type { Finding } from "./finding";
import { toFailure } from "./settingFindings";

/** Ids of things that do not exist: to look for them changes nothing, and needs the same permission. */
const NO_INSTANCE = "00000000-0000-0000-0000-000000000000";
const NO_TASK = "00000000000000000000000000000000";

/** What to read in order to see each permission. */
export interface PermissionPlace {
  /** An instance of the user. Default: one that does not exist. */
  readonly instanceId?: string | undefined;
  /** Whether the project id is set, so that it is not looked up. */
  readonly hasProjectId: boolean;
}

interface Probe {
  readonly check: string;
  readonly needed: boolean;
  readonly action: string;
  /** For a permission that only some inputs need. */
  readonly note?: string | undefined;
  /** Reads something, and returns what was read if that is worth a word. */
  readonly read: () => Promise<string | undefined>;
  /** Whether what is read exists, so that "not found" is a failure. */
  readonly exists: boolean;
}

/** Sees each permission by a read. After a failure that all would share, the others are skipped. */
export async function findPermissions(
  client: DcsClient,
  place: PermissionPlace,
  options: QueryOptions,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let hasFailed = false;
  for (const { read, exists, note, ...about } of probesOf(client, place, options)) {
    if (hasFailed) {
      findings.push({ ...about, result: "skipped", details: "an earlier check failed" });
      continue;
    }
    try {
      const details = [note, await read()].filter(Boolean).join(", ") || undefined;
      findings.push({ ...about, result: "ok", details });
    } catch (error) {
      if (!isDcsError(error)) throw error;
      const finding = toFinding(error, { ...about, note, exists });
      findings.push(finding);
      hasFailed = finding.result === "failed" || about.action === projectsAction;
    }
  }
  return place.hasProjectId ? [skippedProjects, ...findings] : findings;
}

const projectsAction = "iam:projects:listProjects";
const projects = { check: "projects in IAM", needed: true, action: projectsAction } as const;
const skippedProjects: Finding = {
  ...{ ...projects, needed: false, result: "skipped" },
  details: "not needed, because the project id is set",
};

function probesOf(client: DcsClient, place: PermissionPlace, options: QueryOptions): Probe[] {
  const { instanceId = NO_INSTANCE, hasProjectId } = place;
  const exists = place.instanceId !== undefined;
  let taskId = NO_TASK;
  const forJobs = { needed: false, exists: false, note: "only for jobId" };
  const lookUp: Probe = {
    ...{ ...projects, exists: true },
    read: async () => `the project is ${await client.projectId(options)}`,
  };
  return [
    ...(hasProjectId ? [] : [lookUp]),
    {
      ...{
        check: "list of tasks",
        needed: true,
        action: "dcs:instance:listBackgroundTasks",
        exists,
      },
      read: async () => {
        taskId = (await firstOf(client.listBackgroundTasks({ instanceId }, options))) ?? NO_TASK;
        return undefined;
      },
    },
    {
      ...{ check: "progress of a task", needed: true, action: "dcs:instance:getBackgroundTask" },
      exists: false,
      read: () => client.showBackgroundTaskProgress({ instanceId, taskId }, options).then(nothing),
    },
    {
      ...{ check: "task centre", action: "dcs:task:list", ...forJobs },
      read: () => firstOf(client.listCenterTasks({}, options)).then(nothing),
    },
    {
      // The API pages name no action for ShowJobInfo; the answer 403 quotes it.
      ...{ check: "job", action: "ShowJobInfo", ...forJobs },
      read: () => client.showJob({ jobId: NO_TASK }, options).then(nothing),
    },
  ];
}

function toFinding(
  error: DcsError,
  { check, needed, action, note, exists }: Omit<Probe, "read">,
): Finding {
  const about = { check, needed, action };
  if (error.code === "FORBIDDEN") {
    // The service's own words come first in the message.
    const [quoted = action] = /\b(?:dcs|iam):\w+:\w+/.exec(error.message) ?? [];
    const details = note ?? "needed by every wait";
    return { ...toFailure(about, error), action: quoted, result: "missing", details };
  }
  return !exists && isAboutThing(error)
    ? { ...about, result: "ok", details: note }
    : toFailure(about, error);
}

/** The service looked for a thing, so the permission is there; the gateway has codes of its own. */
function isAboutThing({ code, status, serviceCode = "" }: DcsError): boolean {
  const isAnswer = code === "NOT_FOUND" || (code === "INVALID_INPUT" && status === 400);
  return isAnswer && !serviceCode.startsWith("APIGW");
}

async function firstOf(tasks: AsyncIterable<{ readonly id: string }>): Promise<string | undefined> {
  for await (const { id } of tasks) return id;
  return undefined;
}

function nothing(): undefined {
  return undefined;
}
