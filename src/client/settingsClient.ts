import type { Settings } from "../settings/settings";
import type { Transport } from "../settings/transport";
import type { CredentialsProvider } from "./access/credentials";
import { requiringCredentials, settingsCredentials } from "./credentials/settingsCredentials";
import { createFetch } from "./transport/createFetch";
import type { IamOptions } from "./credentials/iamOptions";
import { type Hinted, HINTS } from "./hints";
import type { DcsClientOptions } from "./options";

/** The options of a client that is made from settings. */
export type SettingsClientOptions = DcsClientOptions & Hinted;

/** The options of a client that uses these settings and nothing else. */
export function clientOptionsOf(settings: Settings): SettingsClientOptions {
  const { region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond } = settings;
  const fetch = fetchOf(settings.transport);
  return {
    ...{ region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond, fetch },
    insecure: settings.transport.insecure,
    credentials: credentialsOf(settings, { fetch }),
    env: {},
    [HINTS]: settings.hints,
  };
}

/** The credentials that the settings name; calling it fails with advice if they name none. */
export function credentialsOf(
  settings: Settings,
  { fetch, now }: Pick<DcsClientOptions, "fetch" | "now">,
): CredentialsProvider {
  const { iamEndpoint, agencyIamEndpoint, iamIsDerived, stsEndpoint, projectName } = settings;
  const { insecure } = settings.transport;
  const iam: IamOptions & Hinted = {
    ...{ iamEndpoint, iamIsDerived, stsEndpoint, projectName, insecure, fetch, now },
    [HINTS]: settings.hints,
  };
  const provider = settingsCredentials(settings, iam, { ...iam, iamEndpoint: agencyIamEndpoint });
  return requiringCredentials(provider, settings.credentialsAdvice);
}

/** A `fetch` for the proxies and authorities of the settings; `undefined` if Node's own will do. */
export function fetchOf({ env, caFile, insecure, names }: Transport): DcsClientOptions["fetch"] {
  return createFetch({ env, caFile, insecure, names });
}
