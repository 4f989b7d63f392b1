// Stands in for the Huawei Cloud provider; see README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import provider from "@pulumi/pulumi/provider/index.js";
import { type DcsInstance, callDcs, isMissing } from "./dcsApi.ts";

/** Inputs of a DcsInstance, under the names of the generated package. */
interface Inputs {
  readonly name: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly capacity: number;
  readonly flavor: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly availabilityZones: readonly string[];
}

/** A change of these makes another instance. */
const fixed = [
  "name",
  "engine",
  "engineVersion",
  "vpcId",
  "subnetId",
  "availabilityZones",
] as const;

const standIn: provider.Provider = {
  version: "1.0.0",

  check: (urn: string, _olds: unknown, news: Partial<Inputs>) =>
    Promise.resolve({ inputs: { name: urn.split("::").at(-1), ...news } }),

  diff(_id: string, _urn: string, olds: Inputs, news: Inputs) {
    const changed = Object.keys(news).filter(
      (name) => !isDeepStrictEqual(olds[name as keyof Inputs], news[name as keyof Inputs]),
    );
    const replaces = fixed.filter((name) => changed.includes(name));
    return Promise.resolve({ changes: changed.length > 0, replaces });
  },

  async create(_urn: string, inputs: Inputs) {
    const answer = await callDcs<{ instances: { instance_id: string }[] }>("POST", "instances", {
      name: inputs.name,
      engine: inputs.engine,
      engine_version: inputs.engineVersion,
      capacity: inputs.capacity,
      spec_code: inputs.flavor,
      vpc_id: inputs.vpcId,
      subnet_id: inputs.subnetId,
      az_codes: inputs.availabilityZones,
    });
    const id = answer.instances[0]?.instance_id ?? "";
    return { id, outs: outputsOf(inputs, await untilRunning(id)) };
  },

  async read(id: string, _urn: string, props: Inputs) {
    try {
      return { id, props: outputsOf(props, await show(id)), inputs: inputsOf(props) };
    } catch (error) {
      if (isMissing(error)) return { id: "", props: {} };
      throw error;
    }
  },

  async update(id: string, _urn: string, _olds: Inputs, news: Inputs) {
    // The service answers this with nothing at all: neither a task nor a job is named.
    const size = { spec_code: news.flavor, new_capacity: news.capacity };
    await callDcs("POST", `instances/${id}/resize`, size);
    const waits = process.env["STAND_IN_WAITS"] === "true";
    return { outs: outputsOf(news, waits ? await untilRunning(id) : await show(id)) };
  },

  async delete(id: string) {
    await callDcs("DELETE", `instances/${id}`);
  },
};

const show = (id: string) => callDcs<DcsInstance>("GET", `instances/${id}`);

async function untilRunning(id: string): Promise<DcsInstance> {
  for (;;) {
    const instance = await show(id);
    if (instance.status === "RUNNING") return instance;
    await sleep(200);
  }
}

function outputsOf(inputs: Inputs, instance: DcsInstance) {
  const { status, ip: privateIp, domain_name: domainName, port, max_memory: maxMemory } = instance;
  return { ...inputs, status, privateIp, domainName, port, maxMemory };
}

function inputsOf({ capacity, flavor, ...props }: Inputs): Inputs {
  const others = fixed.map((name) => [name, props[name]]);
  return { ...Object.fromEntries(others), capacity, flavor } as Inputs;
}

await provider.main(standIn, process.argv.slice(2));
