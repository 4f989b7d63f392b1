import { DcsError } from "../errors";

/** What names the place of a service. */
export interface EndpointOptions {
  /** Such as `cn-north-4`. */
  readonly region: string;
  /** Domain of the cloud. Default `myhuaweicloud.com`, `myhuaweicloud.eu` in eu-west-1xx. */
  readonly cloud?: string | undefined;
}

/** Regions without an IAM host of their own. */
const globalIamRegions = ["eu-west-101", "ap-southeast-5", "ru-northwest-2"];

/** Base URL of DCS in a region: `https://dcs.{region}.{cloud}`. */
export function dcsEndpoint({ region, cloud = cloudOf(region) }: EndpointOptions): string {
  return `https://dcs.${region}.${cloud}`;
}

/** Base URL of IAM for a region: `https://iam.{region}.{cloud}`, or the cloud's global one. */
export function iamEndpoint({ region, cloud = cloudOf(region) }: EndpointOptions): string {
  return globalIamRegions.includes(region)
    ? `https://iam.${cloud}`
    : `https://iam.${region}.${cloud}`;
}

/** Base URL of STS in a region: `https://sts.{region}.{cloud}`. */
export function stsEndpoint({ region, cloud = cloudOf(region) }: EndpointOptions): string {
  return `https://sts.${region}.${cloud}`;
}

/**
 * Base URL of the IAM or STS that belongs to a DCS endpoint given by hand: the same host with
 * `iam.` for `dcs.`, else the same host, so that keys for a private cloud are not shown to the
 * public one.
 */
export function endpointBeside(endpoint: string, service: "iam" | "sts"): string {
  const url = new URL(endpoint);
  url.hostname = url.hostname.replace(/^dcs\./, `${service}.`);
  return withoutLastSlash(url);
}

/**
 * A base URL without its last slash.
 *
 * @param service - whose URL the message shows as an example
 * @throws {DcsError} `INVALID_INPUT` naming `property` when it is not an http(s) URL of a host
 */
export function parseEndpoint(property: string, text: string, service = "dcs"): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && !url.username && !url.password && !/[?#]/.test(url.href);
  if (url && plain && /^https?:$/.test(url.protocol)) return withoutLastSlash(url);
  throw new DcsError(
    "INVALID_INPUT",
    `"${property}" must be a URL such as https://${service}.cn-north-4.myhuaweicloud.com, ` +
      "without user, query or fragment",
    { property },
  );
}

function withoutLastSlash({ href }: URL): string {
  return href.replace(/\/+$/, "");
}

function cloudOf(region: string): string {
  return region.startsWith("eu-west-1") ? "myhuaweicloud.eu" : "myhuaweicloud.com";
}
