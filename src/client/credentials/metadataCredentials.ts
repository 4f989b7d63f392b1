import { DcsError } from "../../errors";
import { readBoundedText } from "../http/boundedBody";
import { toServiceError } from "../http/serviceError";
import type { CredentialsProvider } from "./credentials";
import { renewCredentials, type TemporaryCredentials } from "./renewCredentials";
import { parseTemporaryKeys } from "./temporaryKeys";

/** Options of {@link metadataCredentials}. */
export interface MetadataOptions {
  /** Base URL. Default `http://169.254.169.254`, which only an ECS of the cloud has. */
  readonly endpoint?: string | undefined;
  /** Default: the global one. Never by way of a proxy. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Wall clock in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Time for a request, in milliseconds. */
const TIMEOUT_MS = 3_000;
/** The same for the first one: elsewhere than on an ECS nothing answers. */
const FIRST_TIMEOUT_MS = 1_000;
const TOKEN_LIFE_SECONDS = 6 * 60 * 60;
const SOURCE = "the metadata of this ECS";

/** An ECS whose metadata wants no token answers one of these. */
const NO_TOKENS = [404, 405, 503];
/** What an ECS says to which no agency is assigned. */
const NO_AGENCY = "configure Cloud Service Agency";

/**
 * Reads the temporary keys of the agency that is assigned to this ECS, and renews them before they
 * end. Elsewhere than on an ECS it gives up after one second.
 *
 * Source: ECS user guide, "Metadata"; the vendor's SDKs.
 *
 * @returns none elsewhere than on an ECS
 * @throws {DcsError} `INVALID_INPUT` on an ECS without an agency
 */
export function metadataCredentials(options: MetadataOptions = {}): CredentialsProvider {
  const { endpoint = "http://169.254.169.254", now = Date.now } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  let isEcs = false;

  const call = async (path: string, init: RequestInit): Promise<MetadataAnswer | undefined> => {
    const timeoutMs = isEcs ? TIMEOUT_MS : FIRST_TIMEOUT_MS;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(`${endpoint}${path}`, { ...init, redirect: "manual", signal });
      const { status, headers } = response;
      return { status, headers, body: await readBoundedText(response) };
    } catch {
      if (!isEcs) return undefined;
      throw new DcsError("NETWORK", `${SOURCE} was not answered within ${timeoutMs / 1000} s`);
    }
  };

  const askWithToken = async (): Promise<MetadataAnswer | undefined> => {
    const token = await call("/meta-data/latest/api/token", {
      method: "PUT",
      headers: { "X-Metadata-Token-Ttl-Seconds": String(TOKEN_LIFE_SECONDS) },
    });
    if (!token) return undefined;
    if (token.status !== 200 && !NO_TOKENS.includes(token.status)) return token;
    const headers = token.status === 200 ? { "X-Metadata-Token": token.body.trim() } : undefined;
    return call("/openstack/latest/securitykey", { ...(headers && { headers }) });
  };

  const load = async (): Promise<TemporaryCredentials | undefined> => {
    let answer = await askWithToken();
    // Where no token was to be had for a moment, a new one is.
    if (answer?.status === 401 && !answer.body.includes(NO_AGENCY)) answer = await askWithToken();
    if (answer?.status === 200 && (isEcs || answer.body.includes("credential"))) {
      const keys = parseTemporaryKeys("securitykey", parseJson(answer.body), SOURCE);
      isEcs = true;
      return keys;
    }
    if (answer?.body.includes(NO_AGENCY)) {
      throw new DcsError(
        "INVALID_INPUT",
        "no credentials: this ECS has no agency; assign one to it that may read DCS, or set keys",
        { property: "accessKey" },
      );
    }
    // Other machines, too, may have something at that address.
    if (!answer || (answer.status < 500 && !isEcs)) return undefined;
    const telling = { what: `${SOURCE} (${endpoint})`, ifForbidden: "", secrets: [] };
    throw toServiceError(answer, telling);
  };
  return renewCredentials(load, now);
}

interface MetadataAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
