import type { Settings } from "../settings/settings";
import type { Transport } from "../settings/transport";
import type { CredentialsProvider } from "./access/credentials";
import { requiringCredentials, settingsCredentials } from "./credentials/settingsCredentials";
import { createFetch } from "./transport/createFetch";
import type { DcsClientOptions } from "./options";

/** The options of a client that asks with these settings, and looks at nothing else. */
export function clientOptionsOf(settings: Settings): DcsClientOptions {
  const { region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond } = settings;
  const fetch = fetchOf(settings.transport);
  return {
    ...{ region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond, fetch },
    insecure: settings.transport.insecure,
    credentials: credentialsOf(settings, { fetch }),
    env: {},
  };
}

/** The credentials that settings name; where they name none, an error that says what to set. */
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

/** A `fetch` for the proxies and authorities of settings; `undefined` where Node's own does. */
export function fetchOf({ env, caFile, insecure, names }: Transport): DcsClientOptions["fetch"] {
  return createFetch({ env, caFile, insecure, names });
}
