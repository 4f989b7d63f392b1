import type { Proof } from "../../wait/trouble";
import type { DcsClient } from "../dcsClient";

const proofs = new WeakMap<DcsClient, Proof>();

/** Whether any query of a client has proved its address, region and key, for all its waits. */
export function proofOf(client: DcsClient): Proof {
  const proof = proofs.get(client) ?? { isProved: false };
  proofs.set(client, proof);
  return proof;
}
