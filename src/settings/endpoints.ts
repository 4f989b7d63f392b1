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
}

type ReadEndpoint = (place: Place) => string | undefined;

/** Each reads one setting, without defaults. */
const readers = {
  dcs: (place) => parseFound(place.find("endpoint"), "dcs"),
  // The Huawei provider uses `authUrl` for projects and tokens, and `endpoints.iam` for agencies.
  iam: (place) => withoutVersion(parseFound(place.find("authUrl", "iamEndpoint"), "iam")),
  agencyIam: (place) => withoutVersion(parseFound(place.find("iamEndpoint", "authUrl"), "iam")),
  sts: (place) => parseFound(place.find("stsEndpoint"), "sts"),
  cloud: (place) => {
    const found = place.find("cloud");
    if (found) assertFound(found, domainProblem(found.value));
    return found?.value;
  },
} as const satisfies Readonly<Record<string, ReadEndpoint>>;

/** One reader for each endpoint, for a check that reports every problem at once. */
export const endpointReaders: readonly ReadEndpoint[] = Object.values(readers);

/** @throws {DcsError} `INVALID_INPUT` naming the setting that is not a URL */
export function findEndpoints(
  place: Place,
  { region, env }: { readonly region: string; readonly env: Environment },
): Endpoints {
  const cloud = readers.cloud(place);
  const dcs = readers.dcs(place) ?? readSdkVariable(env, region);
  const isDerived = dcs !== undefined && cloud === undefined;
  const otherEndpoint = (service: ServiceName): string =>
    isDerived ? endpointBeside(dcs, service) : defaultEndpoint(service, { region, cloud });
  const givenIam = readers.iam(place);
  const iam = givenIam ?? otherEndpoint("iam");
  return {
    endpoint: dcs ?? defaultEndpoint("dcs", { region, cloud }),
    iamEndpoint: iam,
    iamIsDerived: givenIam === undefined && isDerived,
    agencyIamEndpoint: readers.agencyIam(place) ?? iam,
    stsEndpoint: readers.sts(place) ?? otherEndpoint("sts"),
  };
}

/** Reads the SDKs' variable for a region. It may be a list with commas; the first URL is used. */
function readSdkVariable(env: Environment, region: string): string | undefined {
  const { regionVariable = "" } = settingOf("endpoint");
  const name = regionVariable.replace("<REGION>", region.toUpperCase().replaceAll("-", "_"));
  const value = env[name];
  if (!value) return undefined;
  const [url = ""] = value.split(",");
  return parseEndpoint(name, url);
}

/** The values of `endpoints` may lack a scheme, as for the Huawei provider. */
function parseFound(found: Found | undefined, service: ServiceName): string | undefined {
  if (!found) return undefined;
  const { name, value, source } = found;
  const isBare = name.includes(":endpoints.") && !/^[a-z][\w+.-]*:\/\//i.test(value);
  const words = { inside: source.inside, example: exampleOf(service) };
  return parseEndpoint(name, isBare ? `https://${value}` : value, words);
}

/** `authUrl` ends in the version of IAM's API. */
function withoutVersion(url: string | undefined): string | undefined {
  return url?.replace(/\/v3$/, "");
}
