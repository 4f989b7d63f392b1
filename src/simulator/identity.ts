import { createHash } from "node:crypto";

/** 32 hexadecimal digits that follow from a name, so that a program may note them down. */
export function hexId(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 32);
}

/** A dashed UUID that follows from a name. */
export function uuid(name: string): string {
  const hex = hexId(name);
  const variant = `${hex.slice(0, 12)}4${hex.slice(13, 16)}a${hex.slice(17)}`;
  return variant.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Who the simulator lets in and what it calls its things. Fake, but of the length and alphabet of real ones. */
export interface Identity {
  /** The region to configure; its project bears the same name. */
  readonly region: string;
  /** The region's project. */
  readonly projectId: string;
  /** The only access key that is let in. */
  readonly accessKey: string;
  /** Its secret. */
  readonly secretKey: string;
  /** The token of a temporary key; absent where the key is permanent. */
  readonly securityToken?: string | undefined;
  /** The only instance there is. */
  readonly instanceId: string;
}

export const defaultIdentity: Identity = Object.freeze({
  region: "cn-north-4",
  projectId: hexId("project"),
  accessKey: "SIMULATOR0ACCESS0KEY",
  secretKey: "SimulatedSecretKeyThatOpensNothingAtAll0",
  instanceId: uuid("instance"),
});
