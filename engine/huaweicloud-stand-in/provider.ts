// Stands in for the Huawei Cloud provider; see README.md.
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import provider from "@pulumi/pulumi/provider/index.js";
import { callDcs, isMissing } from "./dcsApi.ts";
import { type Inputs, type Outputs, readBack } from "./instance.ts";
import { resize } from "./resize.ts";
import { callWhenRunning, waitUntilDeleted, waitUntilRunning } from "./waiting.ts";

/** A change of these makes another instance. */
const fixed = ["engine", "engineVersion", "vpcId", "subnetId", "availabilityZones"] as const;

const standIn: provider.Provider = {
  version: "1.0.0",

  /** A name that the program does not give is made once, and kept. */
  check(urn: string, olds: Partial<Inputs>, news: Partial<Inputs>) {
    const made = `${urn.split("::").at(-1) ?? ""}-${randomBytes(4).toString("hex").slice(0, 7)}`;
    return Promise.resolve({ inputs: { name: olds.name ?? made, ...news } });
  },

  /** The program's inputs beside what was read back: what the service did not do is a difference. */
  diff(_id: string, _urn: string, olds: Outputs, news: Inputs) {
    const changed = Object.keys(news).filter(
      (name) => !isDeepStrictEqual(olds[name as keyof Inputs], news[name as keyof Inputs]),
    );
    const replaces = fixed.filter((name) => changed.includes(name));
    return Promise.resolve({ changes: changed.length > 0, replaces });
  },

  async create(_urn: string, inputs: Inputs) {
    const answer = await callDcs<{ instances: { instance_id: string }[] }>("POST", "instances", {
      az_codes: inputs.availabilityZones,
      capacity: inputs.capacity,
      engine: inputs.engine,
      engine_version: inputs.engineVersion,
      instance_num: 1,
      name: inputs.name,
      no_password_access: true,
      spec_code: inputs.flavor,
      subnet_id: inputs.subnetId,
      vpc_id: inputs.vpcId,
    });
    const id = answer.instances[0]?.instance_id ?? "";
    await waitUntilRunning(id);
    return { id, outs: (await readBack(id)).outputs };
  },

  async read(id: string) {
    try {
      const { inputs, outputs } = await readBack(id);
      return { id, props: outputs, inputs };
    } catch (error) {
      if (isMissing(error)) return { id: "", props: {} };
      throw error;
    }
  },

  async update(id: string, _urn: string, olds: Outputs, news: Inputs) {
    if (olds.name !== news.name) throw new Error("the stand-in cannot rename an instance");
    await resize(id, olds, news);
    return { outs: (await readBack(id)).outputs };
  },

  async delete(id: string) {
    await callWhenRunning(id, () => callDcs("DELETE", `instances/${id}`));
    await waitUntilDeleted(id);
  },
};

await provider.main(standIn, process.argv.slice(2));
