import { ok, type Reply } from "../reply";
import type { InstanceSetting } from "../routes";
import type { SimulatedInstance } from "./simulatedInstance";

/**
 * The settings of an instance that the Huawei provider reads with separate calls. They cannot be
 * changed: every answer is that of a new instance.
 */
export function showSetting(setting: InstanceSetting, instance: SimulatedInstance): Reply {
  const updatedAt = new Date(instance.createdAt).toISOString();
  switch (setting) {
    case "configs":
      return ok({ redis_config: parameters, status: "SUCCESS", instance_id: instance.instanceId });
    case "bigKeyScan":
    case "hotKeyScan":
      return ok({ enable_auto_scan: false, schedule_at: [], updated_at: updatedAt });
    case "expiredKeyScan":
      return ok({
        enable_auto_scan: false,
        first_scan_at: updatedAt,
        interval: 86_400,
        timeout: 3600,
        scan_keys_count: 1000,
        updated_at: updatedAt,
      });
    case "bandwidthPolicy":
      return ok({});
    case "groups":
      return ok({ group_list: [{ group_name: "1", replication_list: replicasOf(instance) }] });
    case "whitelist":
      return ok({ enable_whitelist: true, whitelist: [] });
  }
}

const parameters = [
  {
    param_id: "1",
    param_name: "timeout",
    param_value: "0",
    default_value: "0",
    value_type: "Integer",
    value_range: "0-7200",
    need_restart: false,
  },
];

/** A master and its replicas, each in the next availability zone of the instance. */
function replicasOf({ spec, flavor }: SimulatedInstance): readonly unknown[] {
  return Array.from({ length: flavor.replicaCount }, (_, n) => ({
    replication_role: n === 0 ? "master" : "slave",
    status: "Active",
    az_code: spec.azCodes[n % spec.azCodes.length],
  }));
}
