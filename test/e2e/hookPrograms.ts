/** The beginning of a program: the arguments of an instance whose size is configured. */
export const head = `
import * as huaweicloud from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { taskHooks, watchInstances } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const args = {
  engine: "Redis",
  engineVersion: "6.0",
  capacity: config.requireNumber("capacity"),
  flavor: config.require("flavor"),
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  availabilityZones: config.requireObject<string[]>("availabilityZones"),
};
`;

/** The parts of a program that differ. */
export interface HookProgram {
  /** Statements before the instance is made. */
  readonly before?: string;
  /** The `hooks` of the instance. Default: those of `taskHooks`, with a short gap between queries. */
  readonly hooks?: string;
  /** Statements after it. */
  readonly after?: string;
}

/** A program with an instance `cache`, whose size is configured, and hooks on it. */
export function hookProgram({
  before = "",
  hooks = "taskHooks({ poll: { maxSeconds: 1 } })",
  after = "",
}: HookProgram = {}): string {
  return `${head}
${before}
const cache = new huaweicloud.DcsInstance("cache", args, { hooks: ${hooks} });
${after}
export const address = cache.domainName;
`;
}

/** Different percentages that a log shows in the row of an instance. */
export function percentagesOf(all: string, instance: string): ReadonlySet<string> {
  const row = new RegExp(`DcsInstance ${instance} .*?(\\d+)%`, "g");
  return new Set([...all.matchAll(row)].map(([, percent = ""]) => percent));
}
