import { callDcs } from "./dcsApi.ts";

/** As much of ShowInstance as the stand-in looks at. */
interface ShownInstance {
  readonly name: string;
  readonly engine: string;
  readonly engine_version: string;
  readonly capacity: number;
  readonly spec_code: string;
  readonly vpc_id: string;
  readonly subnet_id: string;
  readonly az_codes: readonly string[];
  readonly status: string;
  readonly task: unknown;
  readonly ip: string;
  readonly domain_name: string;
  readonly port: number;
  readonly max_memory: number;
}

/** Inputs of a DcsInstance, under the names of the generated package. */
export interface Inputs {
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly capacity: number;
  readonly flavor: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly availabilityZones: readonly string[];
}

/** What the state holds: every one of these is what the service said, not what the program asked for. */
export interface Outputs extends Inputs {
  readonly status: string;
  readonly privateIp: string;
  readonly domainName: string;
  readonly port: number;
  readonly maxMemory: number;
}

export const showInstance = (id: string): Promise<ShownInstance> =>
  callDcs("GET", `instances/${id}`);

/** The inputs and outputs of an instance, read back from the service. */
export async function readBack(id: string): Promise<{ inputs: Inputs; outputs: Outputs }> {
  const shown = await showInstance(id);
  await readSettings(id);
  const inputs = {
    name: shown.name,
    engine: shown.engine,
    engineVersion: shown.engine_version,
    capacity: shown.capacity,
    flavor: shown.spec_code,
    vpcId: shown.vpc_id,
    subnetId: shown.subnet_id,
    availabilityZones: shown.az_codes,
  };
  const outputs = {
    ...inputs,
    status: shown.status,
    privateIp: shown.ip,
    domainName: shown.domain_name,
    port: shown.port,
    maxMemory: shown.max_memory,
  };
  return { inputs, outputs };
}

/** What the real provider reads beside the instance. Only without its parameters does it fail. */
async function readSettings(id: string): Promise<void> {
  const optional = [
    `instance/${id}/whitelist`,
    `instance/${id}/groups`,
    `instances/${id}/bigkey/autoscan`,
    `instances/${id}/hotkey/autoscan`,
    `instances/${id}/scan-expire-keys/autoscan-config`,
    `instances/${id}/autoscaling-policy/bandwidth`,
  ];
  for (const path of optional) await callDcs("GET", path).catch(() => undefined);
  await callDcs("GET", `instances/${id}/configs`);
}
