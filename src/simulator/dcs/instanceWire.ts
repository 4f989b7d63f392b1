import { account } from "../iam/account";
import { hexId, uuid } from "../identity";
import type { SimulatedInstance } from "./simulatedInstance";

/**
 * The body of ShowInstance, with the fields that clients of the simulator read. The Huawei provider
 * compares `vpc_id`, `subnet_id` and `az_codes` with the program, and asserts the JSON types.
 */
export function instanceWire(instance: SimulatedInstance): unknown {
  const { instanceId, spec, createdAt, readyAt } = instance;
  const { name, engine, engineVersion, vpcId, subnetId, azCodes, given } = spec;
  return {
    description: "",
    security_group_id: "securityGroupId",
    enterprise_project_id: "0",
    access_user: "",
    maintain_begin: "02:00:00",
    maintain_end: "06:00:00",
    port: 6379,
    tags: [],
    ...given,
    ...operationWire(instance),
    instance_id: instanceId,
    name,
    engine,
    engine_version: engineVersion,
    vpc_id: vpcId,
    vpc_name: "vpc-simulated",
    subnet_id: subnetId,
    subnet_name: "subnet-simulated",
    subnet_cidr: "192.168.0.0/24",
    security_group_name: "",
    az_codes: azCodes,
    ...sizeWire(instance),
    product_type: "generic",
    charging_mode: 0,
    ip: "192.168.0.42",
    domain_name: `redis-${uuid(name).slice(0, 8)}.dcs.example`,
    readonly_domain_name: "",
    no_password_access: "true",
    enable_ssl: false,
    transparent_client_ip_enable: false,
    user_id: hexId("user"),
    user_name: account.userName,
    created_at: new Date(createdAt).toISOString(),
    launched_at: new Date(readyAt).toISOString(),
  };
}

function sizeWire({ size, flavor }: SimulatedInstance): object {
  const isSmall = size.capacity < 1;
  return {
    spec_code: size.specCode,
    // Sizes below 1 GB are in `capacity_minor`, as text.
    capacity: isSmall ? 0 : size.capacity,
    capacity_minor: isSmall ? String(size.capacity).replace(/^0/, "") : "",
    max_memory: size.capacity * 1024,
    used_memory: isSmall ? 1 : 1024,
    cache_mode: flavor.cacheMode,
    cpu_type: flavor.cpuType,
    replica_count: flavor.replicaCount,
    sharding_count: flavor.cacheMode === "cluster" ? 3 : 1,
  };
}

/**
 * The running task. The vendor documents no shape for `task`; its provider only tests it for null. A
 * resize also changes `status`, an upgrade does not.
 */
function operationWire({ status, runningTask, runningUpgrade }: SimulatedInstance): object {
  return {
    status,
    task:
      runningTask === undefined
        ? null
        : { id: runningTask.taskId, name: runningTask.scenario.taskName ?? "EXTEND" },
    service_upgrade: runningUpgrade !== undefined,
    service_task_id: runningUpgrade?.taskId ?? "",
  };
}
