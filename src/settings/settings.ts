import { findAgencies } from "./agencies";
import { adviseCredentials, listOf, waysToSet } from "./advice";
import type { Agency } from "./sources/credentials";
import { type Endpoints, findEndpoints } from "./endpoints";
import { assertIamIsKnown, findIdentity, type Identity } from "./identity";
import { createLayers, type SettingsSources } from "./layers";
import { assertOwnKeysInPlace, findWarnings } from "./misplaced";
import { locate, parseProjectId, requireRegion } from "./place";
import { findTransport, parseInsecure, parseRate, type Transport } from "./transport";

export type { SettingsSources } from "./layers";
export type { Configuration, Environment } from "./sources/source";

/** What messages of a client say about settings, by the names that this user knows. */
export interface Hints {
  /** Where `requestsPerSecond` can be set. */
  readonly waysToSetRate: string;
  /** Where the project id can be set. */
  readonly waysToSetProjectId: string;
  /** Where `insecure` can be set. */
  readonly waysToSetInsecure: string;
  /** The name of the setting that gave an address, by the address's origin; defaults have none. */
  readonly addressNames: ReadonlyMap<string, string>;
}

/** Everything that a client is made from. */
export interface Settings extends Endpoints {
  readonly region: string;
  /** `undefined`: look it up in IAM by the project's name. */
  readonly projectId: string | undefined;
  /** Default: the region id, which is the name of the region's own project. */
  readonly projectName: string;
  readonly requestsPerSecond: number | undefined;
  readonly transport: Transport;
  /** Agencies to assume in order, each with the keys of the one before. */
  readonly agencies: readonly Agency[];
  /**
   * Finds the credentials. Reads variables and files again at each call.
   *
   * @throws {DcsError} `INVALID_INPUT` if they are incomplete
   */
  readonly identity: () => Identity | undefined;
  /** For a message: how credentials can be set. */
  readonly credentialsAdvice: string;
  readonly hints: Hints;
  /** Messages about settings without effect, to be shown to the user. */
  readonly warnings: readonly string[];
}

/**
 * Resolves region, project, endpoints, transport and credentials from the sources in their order. Makes
 * no request.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the setting, what is wrong and what to do
 */
export function resolveSettings(sources: SettingsSources): Settings {
  const layers = createLayers(sources);
  const place = locate(layers);
  const region = requireRegion(layers, place);
  const projectId = parseProjectId(place);
  const endpoints = findEndpoints(place, { region, env: layers.env });
  assertOwnKeysInPlace(layers);
  return {
    ...{ region, projectId, projectName: place.find("projectName")?.value ?? region },
    ...endpoints,
    requestsPerSecond: parseRate(place),
    transport: { ...findTransport(layers, place), insecure: parseInsecure(place) },
    agencies: sources.hasCredentials ? [] : findAgencies(layers),
    identity: () => {
      const identity = findIdentity(createLayers(sources));
      assertIamIsKnown(identity, layers, { ...endpoints, projectId });
      return identity;
    },
    credentialsAdvice: adviseCredentials(layers),
    hints: {
      waysToSetRate: listOf(waysToSet(layers, "requestsPerSecond")),
      waysToSetProjectId: listOf(waysToSet(layers, "projectId")),
      waysToSetInsecure: listOf(waysToSet(layers, "insecure")),
      addressNames: endpoints.addressNames,
    },
    warnings: findWarnings(layers),
  };
}

/** Region and project id, if they are set anywhere. Each file is read once. */
export function findPlace(sources: SettingsSources): {
  readonly region: string | undefined;
  readonly projectId: string | undefined;
} {
  const place = locate(createLayers(sources));
  return { region: place.region()?.value, projectId: place.find("projectId")?.value };
}
