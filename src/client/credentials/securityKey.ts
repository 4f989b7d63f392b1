import { DcsError, isDcsError } from "../../errors";
import { readBoundedText } from "../http/boundedBody";
import { reasonOf } from "../transport/reason";

/** The metadata service of an ECS. */
export interface MetadataService {
  readonly endpoint: string;
  readonly fetch: typeof globalThis.fetch;
}

/** An answer of the metadata service, with its body read. */
export interface MetadataAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Timeout of one request, in milliseconds; the same as in the vendor's SDK. */
const TIMEOUT_MS = 3_000;
/** Answers with keys and tokens are far smaller. */
const MAX_ANSWER_BYTES = 64 * 1024;
const TOKEN_LIFE_SECONDS = 6 * 60 * 60;
/** Statuses of a metadata service that has no tokens and needs none. */
const NO_TOKEN_STATUSES = [404, 405, 503];

/**
 * Gets the keys of an ECS's agency from its metadata service, with a metadata token if it issues one.
 *
 * Source: ECS user guide, "Metadata"; the vendor's SDKs.
 *
 * @returns the answer, whatever its status
 * @throws {DcsError} `NETWORK` if there is no answer in time; `MALFORMED_RESPONSE` if it is too large
 */
export async function askSecurityKey(service: MetadataService): Promise<MetadataAnswer> {
  const token = await ask(service, "/meta-data/latest/api/token", {
    method: "PUT",
    headers: { "X-Metadata-Token-Ttl-Seconds": String(TOKEN_LIFE_SECONDS) },
  });
  if (token.status !== 200 && !NO_TOKEN_STATUSES.includes(token.status)) return token;
  const headers = token.status === 200 ? { "X-Metadata-Token": token.body.trim() } : {};
  return ask(service, "/openstack/latest/securitykey", { headers });
}

async function ask(
  { endpoint, fetch }: MetadataService,
  path: string,
  init: RequestInit,
): Promise<MetadataAnswer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const what = `the metadata of an ECS (${endpoint})`;
  try {
    // Do not follow a redirect: it leads away from the machine's own metadata.
    const response = await fetch(`${endpoint}${path}`, { ...init, redirect: "manual", signal });
    const { status, headers } = response;
    const bounds = { what, maxBytes: MAX_ANSWER_BYTES };
    return { status, headers, body: await readBoundedText(response, bounds) };
  } catch (error) {
    if (isDcsError(error)) throw error;
    const reason = signal.aborted
      ? `no answer within ${TIMEOUT_MS / 1000} s`
      : reasonOf(error).reason;
    throw new DcsError("NETWORK", `${what} failed: ${reason}`);
  }
}
