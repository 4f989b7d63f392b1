import { clairvoyants } from "./clairvoyant.mjs";
import { makeCoreLro } from "./coreLro.mjs";
import { makeGax } from "./gax.mjs";
import { makeOurs } from "./ours.mjs";
import { makeSmithy } from "./smithy.mjs";
import { makeTerraform } from "./terraform.mjs";

/**
 * All that is compared: each has a name and plays tasks, for which it gives the number of queries
 * and the milliseconds from the task's end to the end of the wait. `load` requires a peer.
 */
export async function makeMethods(dist, load) {
  return [
    await makeOurs(dist),
    await makeCoreLro(load),
    await makeSmithy(load),
    await makeGax(load),
    ...makeTerraform(),
    ...clairvoyants,
  ];
}
