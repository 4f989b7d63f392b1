import type { Settings } from "../settings/settings";
import type { Transport } from "../settings/transport";
import type { CredentialsProvider } from "./access/credentials";
import { requiringCredentials, settingsCredentials } from "./credentials/settingsCredentials";
import { createFetch } from "./transport/createFetch";
import type { DcsClientOptions } from "./options";

/** Key of the internal option that says where the user can set the request rate. */
export const WAYS_TO_SET_RATE: unique symbol = Symbol("where the request rate can be set");

/** The options of a client that is made from settings. */
export interface SettingsClientOptions extends DcsClientOptions {
  readonly [WAYS_TO_SET_RATE]?: string;
}

/** The options of a client that uses these settings and nothing else. */
export function clientOptionsOf(settings: Settings): SettingsClientOptions {
  const { region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond } = settings;
  const fetch = fetchOf(settings.transport);
  return {
    ...{ region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond, fetch },
    insecure: settings.transport.insecure,
    credentials: credentialsOf(settings, { fetch }),
    env: {},
    [WAYS_TO_SET_RATE]: settings.waysToSetRate,
  };
}

/** The credentials that the settings name; calling it fails with advice if they name none. */
export function credentialsOf(
  settings: Settings,
  { fetch, now }: Pick<DcsClientOptions, "fetch" | "now">,
): CredentialsProvider {
  const { iamEndpoint, agencyIamEndpoint, iamIsDerived, stsEndpoint, projectName } = settings;
  const { insecure } = settings.transport;
  const iam = { iamEndpoint, iamIsDerived, stsEndpoint, projectName, insecure, fetch, now };
  const provider = settingsCredentials(settings, iam, { ...iam, iamEndpoint: agencyIamEndpoint });
  return requiringCredentials(provider, settings.credentialsAdvice);
}

/** A `fetch` for the proxies and authorities of the settings; `undefined` if Node's own will do. */
export function fetchOf({ env, caFile, insecure, names }: Transport): DcsClientOptions["fetch"] {
  return createFetch({ env, caFile, insecure, names });
}
