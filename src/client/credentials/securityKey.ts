import { DcsError } from "../../errors";
import { readBoundedText } from "../http/boundedBody";
import { reasonOf } from "../transport/reason";

/** Where the metadata of an ECS is, and how it is asked. */
export interface MetadataService {
  readonly endpoint: string;
  readonly fetch: typeof globalThis.fetch;
}

/** An answer of the metadata, read. */
export interface MetadataAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Time for a request, in milliseconds: as long as the vendor's SDK waits. */
const TIMEOUT_MS = 3_000;
/** Keys and tokens are far shorter, in bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;
const TOKEN_LIFE_SECONDS = 6 * 60 * 60;
/** An ECS whose metadata wants no token answers one of these. */
const NO_TOKENS = [404, 405, 503];

/**
 * Asks the metadata of an ECS for the keys of its agency, with a token where it gives one.
 *
 * Source: ECS user guide, "Metadata"; the vendor's SDKs.
 *
 * @returns what was answered, with any status
 * @throws {DcsError} `NETWORK` when nothing is answered in time
 */
export async function askSecurityKey(service: MetadataService): Promise<MetadataAnswer> {
  const token = await ask(service, "/meta-data/latest/api/token", {
    method: "PUT",
    headers: { "X-Metadata-Token-Ttl-Seconds": String(TOKEN_LIFE_SECONDS) },
  });
  if (token.status !== 200 && !NO_TOKENS.includes(token.status)) return token;
  const headers = token.status === 200 ? { "X-Metadata-Token": token.body.trim() } : {};
  return ask(service, "/openstack/latest/securitykey", { headers });
}

async function ask(
  { endpoint, fetch }: MetadataService,
  path: string,
  init: RequestInit,
): Promise<MetadataAnswer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    // A redirect leads away from the machine's own metadata: it is an answer, and not followed.
    const response = await fetch(`${endpoint}${path}`, { ...init, redirect: "manual", signal });
    const { status, headers } = response;
    return { status, headers, body: await readBoundedText(response, MAX_ANSWER_BYTES) };
  } catch (error) {
    const reason = signal.aborted
      ? `no answer within ${TIMEOUT_MS / 1000} s`
      : reasonOf(error).reason;
    throw new DcsError("NETWORK", `the metadata of an ECS (${endpoint}) failed: ${reason}`);
  }
}
