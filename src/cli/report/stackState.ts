import { isRecord } from "../../json";
import { type Fields, isSecret, type ReportedTask, toReportedTask } from "./reportedTask";

/** The types of the resources of this package: one task, and all tasks of an instance. */
const TASK_TYPES: readonly unknown[] = [
  ...["pulumi-nodejs:dynamic:DcsTask", "pulumi-nodejs:dynamic:DcsTasks"],
  ...["huaweicloud-dcs:index:Task", "huaweicloud-dcs:index:Tasks"],
];

/**
 * Finds the tasks in what `pulumi stack export` prints: those of every resource of this package, with
 * the names of the stack's instances.
 *
 * @returns `undefined` if it is not the export of a stack
 */
export function findTasksInState(json: unknown): ReportedTask[] | undefined {
  const deployment = isRecord(json) ? json["deployment"] : undefined;
  if (!isRecord(deployment)) return undefined;
  const { resources = [] } = deployment;
  if (!Array.isArray(resources)) return undefined;
  // A resource that has been replaced stays in the state until it is deleted.
  const records = resources
    .filter(isRecord)
    .filter(({ delete: isReplaced }) => isReplaced !== true);
  const names = namesOfInstances(records);
  return records
    .filter(({ type }) => TASK_TYPES.includes(type))
    .flatMap((one) => tasksOf(one, names));
}

function tasksOf(resource: Fields, names: ReadonlyMap<unknown, string>): ReportedTask[] {
  const outputs = isRecord(resource["outputs"]) ? resource["outputs"] : {};
  const { tasks, instanceId, taskId, stepDetails } = outputs;
  const found = {
    place: `resource ${nameInUrn(resource["urn"])}`,
    instanceId: typeof instanceId === "string" ? instanceId : undefined,
    instanceName: names.get(instanceId),
  };
  if (isSecret(tasks)) return [toReportedTask({ status: tasks, stepDetails: tasks }, found)];
  if (Array.isArray(tasks)) {
    return tasks
      .filter(isRecord)
      .filter(isTask)
      .map((task) => toReportedTask(task, found));
  }
  const isEmpty = taskId === undefined && !Array.isArray(stepDetails);
  return isEmpty || !isTask(outputs) ? [] : [toReportedTask(outputs, found)];
}

/** Whether there was a task to wait for. */
function isTask({ status }: Fields): boolean {
  return status !== "NONE";
}

/** The names of the DCS instances of a stack, by their ids. */
function namesOfInstances(resources: readonly Fields[]): ReadonlyMap<unknown, string> {
  const instances = resources.filter(
    ({ type, id }) => typeof id === "string" && /dcsinstance$/i.test(String(type)),
  );
  return new Map(
    instances.map(({ id, urn, outputs }) => {
      const name = isRecord(outputs) ? outputs["name"] : undefined;
      return [id, typeof name === "string" ? name : nameInUrn(urn)];
    }),
  );
}

/** The last part of a URN: the name of the resource in the program. */
function nameInUrn(urn: unknown): string {
  return String(urn).split("::").at(-1) ?? "";
}
