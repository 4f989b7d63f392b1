import { clairvoyants } from "./clairvoyant.ts";
import { makeCoreLro } from "./coreLro.ts";
import { makeGax } from "./gax.ts";
import type { LoadPeer, Method } from "./method.ts";
import { makeOurs } from "./ours.ts";
import { makeSmithy } from "./smithy.ts";
import { makeTerraform } from "./terraform.ts";

/** All that is compared, for the build of this package in `dist`. */
export async function makeMethods(dist: string, load: LoadPeer): Promise<Method[]> {
  return [
    await makeOurs(dist),
    makeCoreLro(load),
    makeSmithy(load),
    makeGax(load),
    ...makeTerraform(),
    ...clairvoyants,
  ];
}
