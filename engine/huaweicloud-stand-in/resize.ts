import { callDcs } from "./dcsApi.ts";
import type { Inputs } from "./instance.ts";
import { callWhenRunning, waitUntilRunning } from "./waiting.ts";

interface Flavor {
  readonly cache_mode: string;
  readonly replica_count: number;
}

type Size = Pick<Inputs, "capacity" | "flavor">;

/** Asks for another size and waits, as the real provider does: see {@link waitUntilRunning}. */
export async function resize(id: string, old: Size, wanted: Size): Promise<void> {
  if (old.flavor === wanted.flavor) throw new Error("the param flavor is invalid");
  const change_type = changeTypeOf(await findFlavor(old.flavor), await findFlavor(wanted.flavor));
  const size = { change_type, new_capacity: wanted.capacity, spec_code: wanted.flavor };
  // The service answers this with nothing at all: neither a task nor a job is named.
  await callWhenRunning(id, () => callDcs("POST", `instances/${id}/resize`, size));
  await waitUntilRunning(id);
}

async function findFlavor(specCode: string): Promise<Flavor> {
  const query = new URLSearchParams({ spec_code: specCode }).toString();
  const { flavors } = await callDcs<{ flavors: Flavor[] }>("GET", `flavors?${query}`);
  const [flavor] = flavors;
  if (!flavor) throw new Error(`the result queried by specCode(${specCode}) is empty`);
  return flavor;
}

function changeTypeOf(old: Flavor, wanted: Flavor): string {
  if (old.cache_mode !== wanted.cache_mode) return "instanceType";
  if (old.replica_count < wanted.replica_count) return "createReplication";
  return old.replica_count > wanted.replica_count ? "deleteReplication" : "";
}
