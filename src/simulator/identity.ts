import { createHash } from "node:crypto";

/** 32 hexadecimal digits derived from a name, so that programs can hard-code them. */
export function hexId(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 32);
}

/** A dashed UUID derived from a name. */
export function uuid(name: string): string {
  const hex = hexId(name);
  const variant = `${hex.slice(0, 12)}4${hex.slice(13, 16)}a${hex.slice(17)}`;
  return variant.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The simulator's credentials and ids. Fake, but with the length and alphabet of real ones. */
export interface Identity {
  /** The region to configure; its project has the same name. */
  readonly region: string;
  /** The region's project. */
  readonly projectId: string;
  /** The only valid access key. */
  readonly accessKey: string;
  /** Its secret. */
  readonly secretKey: string;
  /** The token of a temporary key; absent for a permanent key. */
  readonly securityToken?: string | undefined;
  /** The initial instance. */
  readonly instanceId: string;
}

export const defaultIdentity: Identity = Object.freeze({
  region: "cn-north-4",
  projectId: hexId("project"),
  accessKey: "SIMULATOR0ACCESS0KEY",
  secretKey: "SimulatedSecretKeyThatOpensNothingAtAll0",
  instanceId: uuid("instance"),
});
