import { DcsError } from "../errors";

/** The services that are used. */
export type ServiceName = "dcs" | "iam" | "sts";

/** Where a service is. */
export interface ServicePlace {
  /** Region id, such as `cn-north-4`. */
  readonly region: string;
  /** Domain of the cloud. Default `myhuaweicloud.com`, in eu-west-1xx `myhuaweicloud.eu`. */
  readonly cloud?: string | undefined;
}

/** Regions without an IAM host of their own. */
const globalIamRegions = ["eu-west-101", "ap-southeast-5", "ru-northwest-2"];

/** The default base URL of a service: `https://{service}.{region}.{cloud}`, or the global IAM. */
export function defaultEndpoint(
  service: ServiceName,
  { region, cloud = cloudOf(region) }: ServicePlace,
): string {
  const isGlobal = service === "iam" && globalIamRegions.includes(region);
  return `https://${service}.${isGlobal ? "" : `${region}.`}${cloud}`;
}

/**
 * The base URL of IAM or STS derived from a given DCS endpoint: the same host with `iam.` for `dcs.`,
 * else the same host, so that keys for a private cloud are not sent to the public one.
 */
export function endpointBeside(endpoint: string, service: ServiceName): string {
  const url = new URL(endpoint);
  url.hostname = url.hostname.replace(/^dcs\./, `${service}.`);
  return withoutLastSlash(url);
}

/** What the message about a bad base URL says. */
export interface EndpointWords {
  /** Suffix of the setting's name, such as ` in the file …`. Default: none. */
  readonly inside?: string;
  /** An example of the value. Default: the address of DCS. */
  readonly example?: string;
  /** What else is accepted, such as `, or "off"`. Default: nothing. */
  readonly otherwise?: string;
}

/** An example of a service's base URL. */
export function exampleOf(service: ServiceName): string {
  return `https://${service}.cn-north-4.myhuaweicloud.com`;
}

/**
 * Checks a base URL, and removes its last slash.
 *
 * @throws {DcsError} `INVALID_INPUT` naming `property` if it is not an http(s) URL of a host
 */
export function parseEndpoint(
  property: string,
  text: string,
  { inside = "", example = exampleOf("dcs"), otherwise = "" }: EndpointWords = {},
): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !/[?#]/.test(url.href);
  if (isPlain && /^https?:$/.test(url.protocol)) return withoutLastSlash(url);
  throw new DcsError(
    "INVALID_INPUT",
    `"${property}"${inside} must be a URL such as ${example}, without user, query or fragment` +
      otherwise,
    { property },
  );
}

function withoutLastSlash({ href }: URL): string {
  return href.replace(/\/+$/, "");
}

function cloudOf(region: string): string {
  return region.startsWith("eu-west-1") ? "myhuaweicloud.eu" : "myhuaweicloud.com";
}
