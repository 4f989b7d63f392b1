import { DcsError, isDcsError } from "../../errors";
import { directFetch } from "../transport/lazyFetch";
import { toServiceError } from "../http/serviceError";
import type { CredentialsProvider } from "../access/credentials";
import { renewCredentials, type TemporaryCredentials } from "./renewCredentials";
import { askSecurityKey, type MetadataAnswer } from "./securityKey";
import { parseTemporaryKeys } from "./temporaryKeys";

/** Options of {@link metadataCredentials}. */
export interface MetadataOptions {
  /** Base URL. Default `http://169.254.169.254`, which only an ECS of the cloud has. */
  readonly endpoint?: string | undefined;
  /** Default: one that never uses a proxy, whatever the environment says. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Wall clock in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const SOURCE = "the metadata of this ECS";
/** What an ECS says to which no agency is assigned. */
const NO_AGENCY = "configure Cloud Service Agency";

/**
 * Reads the temporary keys of the agency that is assigned to this ECS, and renews them before they
 * expire. Elsewhere than on an ECS it gives up after three seconds, and asks again after a minute at
 * the earliest.
 *
 * @returns none elsewhere than on an ECS
 * @throws {DcsError} `INVALID_INPUT` on an ECS without an agency
 */
export function metadataCredentials(options: MetadataOptions = {}): CredentialsProvider {
  const { endpoint = "http://169.254.169.254", fetch = directFetch, now = Date.now } = options;
  let isEcs = false;
  let trouble: string | undefined;

  const ask = async (): Promise<MetadataAnswer | undefined> => {
    try {
      return await askSecurityKey({ endpoint, fetch });
    } catch (error) {
      if (isEcs || !isDcsError(error)) throw error;
      trouble = error.message;
      return undefined;
    }
  };

  const load = async (): Promise<TemporaryCredentials | undefined> => {
    trouble = undefined;
    let answer = await ask();
    // The token was refused: a new one may be accepted.
    if (answer?.status === 401 && !answer.body.includes(NO_AGENCY)) answer = await ask();
    if (answer?.status === 200 && (isEcs || answer.body.includes("credential"))) {
      const keys = parseTemporaryKeys("securitykey", parseJson(answer.body), SOURCE);
      isEcs = true;
      return keys;
    }
    if (answer?.body.includes(NO_AGENCY)) throw noAgency();
    // Other machines, too, may have something at that address.
    if (!answer || (answer.status < 500 && !isEcs)) return undefined;
    const telling = { what: `${SOURCE} (${endpoint})`, ifForbidden: "", secrets: [] };
    throw toServiceError(answer, telling);
  };
  const provider = renewCredentials(load, now);

  return async (request) => {
    const found = await provider(request);
    if (!found && trouble !== undefined) request?.onUnknown?.(trouble);
    return found;
  };
}

function noAgency(): DcsError {
  return new DcsError(
    "INVALID_INPUT",
    "no credentials: this ECS has no agency; assign one to it that may read DCS, or set keys",
    { property: "accessKey" },
  );
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
