import { domainProblem } from "../checks";
import {
  defaultEndpoint,
  endpointBeside,
  exampleOf,
  parseEndpoint,
  type ServiceName,
} from "./endpointUrls";
import type { Place } from "./place";
import { assertFound, type Environment, type Found } from "./sources/source";
import { settingOf } from "./sources/table";

/** Base URLs of the services. */
export interface Endpoints {
  /** Base URL of DCS. */
  readonly endpoint: string;
  /** Base URL of the IAM for projects and tokens. */
  readonly iamEndpoint: string;
  /**
   * Whether `iamEndpoint` was only derived from a given DCS endpoint, which may be any host. No password
   * may be sent there.
   */
  readonly iamIsDerived: boolean;
  /** Base URL of the IAM for the keys of agencies. */
  readonly agencyIamEndpoint: string;
  readonly stsEndpoint: string;
  /** The name of the setting that gave an address, by the address's origin; defaults have none. */
  readonly addressNames: ReadonlyMap<string, string>;
}

/** A base URL, and the name of the setting that gave it. */
interface Address {
  readonly url: string;
  readonly name: string;
}

type ReadAddress = (place: Place) => Address | undefined;

/** Each reads one setting, without defaults. */
const readers = {
  endpoint: (place) => parseFound(place.find("endpoint"), "dcs"),
  // The Huawei provider uses `authUrl` for projects and tokens, and `endpoints.iam` for agencies.
  iamEndpoint: (place) => withoutVersion(parseFound(place.find("authUrl", "iamEndpoint"), "iam")),
  agencyIamEndpoint: (place) =>
    withoutVersion(parseFound(place.find("iamEndpoint", "authUrl"), "iam")),
  stsEndpoint: (place) => parseFound(place.find("stsEndpoint"), "sts"),
} as const satisfies Readonly<Record<string, ReadAddress>>;

/** One reader for each setting of an address, for a check that reports every problem at once. */
export const endpointReaders: readonly ((place: Place) => unknown)[] = [
  ...Object.values(readers),
  readCloud,
];

/** @throws {DcsError} `INVALID_INPUT` naming the setting that is not a URL */
export function findEndpoints(
  place: Place,
  { region, env }: { readonly region: string; readonly env: Environment },
): Endpoints {
  const cloud = readCloud(place);
  const dcs = readers.endpoint(place) ?? readSdkVariable(env, region);
  const beside = cloud === undefined ? dcs : undefined;
  const otherAddress = (service: ServiceName): Partial<Address> & Pick<Address, "url"> =>
    beside
      ? { url: endpointBeside(beside.url, service), name: beside.name }
      : { url: defaultEndpoint(service, { region, cloud }) };
  const givenIam = readers.iamEndpoint(place);
  const iam = givenIam ?? otherAddress("iam");
  const agencyIam = readers.agencyIamEndpoint(place) ?? iam;
  const named = [dcs, iam, agencyIam].flatMap((address) =>
    address?.name === undefined ? [] : [[new URL(address.url).origin, address.name] as const],
  );
  return {
    endpoint: dcs?.url ?? defaultEndpoint("dcs", { region, cloud }),
    iamEndpoint: iam.url,
    iamIsDerived: givenIam === undefined && beside !== undefined,
    agencyIamEndpoint: agencyIam.url,
    stsEndpoint: (readers.stsEndpoint(place) ?? otherAddress("sts")).url,
    addressNames: new Map(named),
  };
}

function readCloud(place: Place): string | undefined {
  const found = place.find("cloud");
  if (found) assertFound(found, domainProblem(found.value));
  return found?.value;
}

/** Reads the SDKs' variable for a region. It may be a list with commas; the first URL is used. */
function readSdkVariable(env: Environment, region: string): Address | undefined {
  const { regionVariable = "" } = settingOf("endpoint");
  const name = regionVariable.replace("<REGION>", region.toUpperCase().replaceAll("-", "_"));
  const value = env[name];
  if (!value) return undefined;
  const [url = ""] = value.split(",");
  return { url: parseEndpoint(name, url), name };
}

/** The values of `endpoints` may lack a scheme, as for the Huawei provider. */
function parseFound(found: Found | undefined, service: ServiceName): Address | undefined {
  if (!found) return undefined;
  const { name, value, source } = found;
  const isBare = name.includes(":endpoints.") && !/^[a-z][\w+.-]*:\/\//i.test(value);
  const words = { inside: source.inside, example: exampleOf(service) };
  return { url: parseEndpoint(name, isBare ? `https://${value}` : value, words), name };
}

/** `authUrl` ends in the version of IAM's API. */
function withoutVersion(address: Address | undefined): Address | undefined {
  return address && { ...address, url: address.url.replace(/\/v3$/, "") };
}
