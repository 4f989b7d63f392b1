import type { Instances } from "./instances";
import { ok, serviceError, type Reply } from "./reply";
import type { SimulatedInstance } from "./simulatedInstance";

const noContent: Reply = { status: 204, body: "" };

/** CreateInstance. The instance is being created for a moment. */
export function createInstance(instances: Instances, body: Uint8Array): Reply {
  const given = parseBody(body);
  const names = ["name", "engine", "engine_version", "spec_code", "vpc_id", "subnet_id"] as const;
  const wrong =
    names.find((name) => typeof given[name] !== "string") ?? wrongCapacity(given, "capacity");
  if (wrong !== undefined) {
    return invalid(wrong);
  }
  const { instanceId } = instances.create({
    name: String(given["name"]),
    engine: String(given["engine"]),
    engineVersion: String(given["engine_version"]),
    capacity: Number(given["capacity"]),
    specCode: String(given["spec_code"]),
  });
  return ok({ instances: [{ instance_id: instanceId, instance_name: given["name"] }] });
}

/** ResizeInstance: its answer is empty, and the task that it starts is found in the list alone. */
export function resizeInstance(
  instances: Instances,
  instance: SimulatedInstance,
  body: Uint8Array,
): Reply {
  const given = parseBody(body);
  const wrong =
    typeof given["spec_code"] === "string" ? wrongCapacity(given, "new_capacity") : "spec_code";
  if (wrong !== undefined) {
    return invalid(wrong);
  }
  if (instance.status !== "RUNNING") {
    return serviceError(400, "DCS.4026", "This operation is not allowed in the current state.");
  }
  instances.resize(instance, {
    capacity: Number(given["new_capacity"]),
    specCode: String(given["spec_code"]),
  });
  return noContent;
}

/** DeleteSingleInstance. Its tasks are forgotten with it. */
export function deleteInstance(instances: Instances, instance: SimulatedInstance): Reply {
  instances.delete(instance);
  return noContent;
}

function parseBody(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function wrongCapacity(given: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return Number(given[name]) > 0 ? undefined : name;
}

function invalid(parameter: string): Reply {
  return serviceError(400, "DCS.4063", `The parameter ${parameter} is invalid.`);
}
