import { assertNoProblem, domainProblem } from "../checks";
import {
  dcsEndpoint,
  endpointBeside,
  iamEndpoint,
  parseEndpoint,
  stsEndpoint,
} from "./endpointUrls";
import type { Place } from "./place";
import type { Environment, Found } from "./sources/source";
import { settingOf } from "./sources/table";

/** Base URLs of the services. */
export interface Endpoints {
  /** Of DCS. */
  readonly endpoint: string;
  /** Of the IAM that is asked for projects and tokens. */
  readonly iamEndpoint: string;
  /**
   * Whether that IAM is only the neighbour of a DCS endpoint given by hand, which may be any host:
   * no password may be sent there.
   */
  readonly iamIsDerived: boolean;
  /** Of the IAM that is asked for the keys of agencies. */
  readonly agencyIamEndpoint: string;
  readonly stsEndpoint: string;
}

type ReadEndpoint = (place: Place) => string | undefined;

/** Those that are set, each by itself. */
const readers = {
  dcs: (place) => parseFound(place.find("endpoint"), "dcs"),
  // The Huawei provider asks `authUrl` for projects and tokens, and `endpoints.iam` for agencies.
  iam: (place) => withoutVersion(parseFound(place.find("authUrl", "iamEndpoint"), "iam")),
  agencyIam: (place) => withoutVersion(parseFound(place.find("iamEndpoint", "authUrl"), "iam")),
  sts: (place) => parseFound(place.find("stsEndpoint"), "sts"),
  cloud: (place) => {
    const found = place.find("cloud");
    if (found) assertNoProblem(found.name, domainProblem(found.value));
    return found?.value;
  },
} as const satisfies Readonly<Record<string, ReadEndpoint>>;

/** Reads each of the endpoints that are set; for a check that tells every problem at once. */
export const endpointReaders: readonly ReadEndpoint[] = Object.values(readers);

/** @throws {DcsError} `INVALID_INPUT` naming what is no URL */
export function findEndpoints(
  place: Place,
  { region, env }: { readonly region: string; readonly env: Environment },
): Endpoints {
  const cloud = readers.cloud(place);
  const dcs = readers.dcs(place) ?? readSdkVariable(env, region);
  const beside = (service: "iam" | "sts"): string | undefined =>
    dcs === undefined || cloud !== undefined ? undefined : endpointBeside(dcs, service);
  const givenIam = readers.iam(place);
  const iam = givenIam ?? beside("iam") ?? iamEndpoint({ region, cloud });
  return {
    endpoint: dcs ?? dcsEndpoint({ region, cloud }),
    iamEndpoint: iam,
    iamIsDerived: givenIam === undefined && beside("iam") !== undefined,
    agencyIamEndpoint: readers.agencyIam(place) ?? iam,
    stsEndpoint: readers.sts(place) ?? beside("sts") ?? stsEndpoint({ region, cloud }),
  };
}

/** The variable that the SDKs have for each region. Of a list with commas the first is used. */
function readSdkVariable(env: Environment, region: string): string | undefined {
  const { regionVariable = "" } = settingOf("endpoint");
  const name = regionVariable.replace("<REGION>", region.toUpperCase().replaceAll("-", "_"));
  const [url] = env[name]?.split(",") ?? [];
  return url ? parseEndpoint(name, url, "dcs") : undefined;
}

/** The keys of `endpoints` may lack a scheme, as for the Huawei provider. */
function parseFound(found: Found | undefined, service: string): string | undefined {
  if (!found) return undefined;
  const { name, value } = found;
  const isBare = name.includes(":endpoints.") && !/^[a-z][\w+.-]*:\/\//i.test(value);
  return parseEndpoint(name, isBare ? `https://${value}` : value, service);
}

/** `authUrl` ends in the version of IAM's API. */
function withoutVersion(url: string | undefined): string | undefined {
  return url?.replace(/\/v3$/, "");
}
