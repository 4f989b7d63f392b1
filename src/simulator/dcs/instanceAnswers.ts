import type { Instances } from "./instances";
import { jsonBody, type JsonObject } from "../jsonBody";
import { ok, serviceError, type Reply } from "../reply";
import type { InstanceSpec, SimulatedInstance } from "./simulatedInstance";

interface Body {
  readonly body: Uint8Array;
}

const noContent: Reply = { status: 204, body: "" };

/** Settings that ShowInstance returns unchanged. */
const echoed = [
  "description",
  "security_group_id",
  "enterprise_project_id",
  "access_user",
  "maintain_begin",
  "maintain_end",
  "port",
  "tags",
];

/** CreateInstance. The instance has status CREATING for a moment. */
export function createInstance(instances: Instances, request: Body): Reply {
  const given = jsonBody(request);
  const names = ["name", "engine", "spec_code", "vpc_id", "subnet_id"];
  const wrong =
    names.find((name) => typeof given[name] !== "string") ?? wrongCapacity(given, "capacity");
  if (wrong !== undefined) {
    return invalid(wrong);
  }
  const { instanceId } = instances.create(specOf(given));
  return ok({ instances: [{ instance_id: instanceId, instance_name: given["name"] }] });
}

function specOf(given: JsonObject): InstanceSpec {
  const { az_codes: azCodes, engine_version: engineVersion } = given;
  return {
    name: String(given["name"]),
    engine: String(given["engine"]),
    engineVersion: typeof engineVersion === "string" ? engineVersion : "6.0",
    capacity: Number(given["capacity"]),
    specCode: String(given["spec_code"]),
    vpcId: String(given["vpc_id"]),
    subnetId: String(given["subnet_id"]),
    azCodes: Array.isArray(azCodes) && azCodes.length > 0 ? azCodes.map(String) : ["cn-north-4a"],
    given: Object.fromEntries(echoed.filter((key) => key in given).map((key) => [key, given[key]])),
  };
}

/** ResizeInstance. The answer is empty; the new task appears only in the task list. */
export function resizeInstance(
  instances: Instances,
  instance: SimulatedInstance,
  request: Body,
): Reply {
  const given = jsonBody(request);
  const wrong =
    typeof given["spec_code"] === "string" ? wrongCapacity(given, "new_capacity") : "spec_code";
  if (wrong !== undefined) {
    return invalid(wrong);
  }
  if (instance.isBusy) {
    return busy;
  }
  instances.resize(instance, {
    capacity: Number(given["new_capacity"]),
    specCode: String(given["spec_code"]),
  });
  return noContent;
}

/** UpgradeInstanceMinorVersion, the only operation whose answer contains its task. */
export function upgradeInstance(instances: Instances, instance: SimulatedInstance): Reply {
  return instance.isBusy ? busy : ok({ task_id: instances.upgrade(instance).taskId });
}

/** DeleteSingleInstance. Deletes the instance's tasks too. */
export function deleteInstance(instances: Instances, instance: SimulatedInstance): Reply {
  instances.delete(instance);
  return noContent;
}

/** The error on which the Huawei provider retries once the instance is RUNNING. */
const busy = serviceError(
  400,
  "DCS.4026",
  "This operation is not allowed in the current state of the instance.",
);

function wrongCapacity(given: JsonObject, name: string): string | undefined {
  return Number(given[name]) > 0 ? undefined : name;
}

function invalid(parameter: string): Reply {
  return serviceError(400, "DCS.4063", `The parameter ${parameter} is invalid.`);
}
