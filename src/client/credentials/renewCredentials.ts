import { type DcsError, isDcsError } from "../../errors";
import {
  type CredentialsProvider,
  type CredentialsRequest,
  isSameCredentials,
  type SourcedCredentials,
} from "../access/credentials";

/** Credentials that end. */
export interface TemporaryCredentials {
  readonly credentials: SourcedCredentials;
  /** Wall clock in milliseconds; absent where it is not known. */
  readonly expiresAt?: number | undefined;
}

/** They are renewed this long before their end, or at a quarter of their life, if that is less. */
const RENEW_BEFORE_MS = 40 * 60_000;
/** Those whose end is not known, or cannot be right, are renewed after this time. */
const UNKNOWN_LIFE_MS = 10 * 60_000;
/** Where there were none, they are looked for again after this time. */
const NONE_MS = 60_000;
/** A password or key that was refused is not tried again for this time: more tries would lock it. */
const REFUSED_MS = 5 * 60_000;

/**
 * Caches temporary credentials, and renews them before they end or when they were refused, in one
 * flight for all callers. While the old ones are valid, a failed renewal is ignored.
 *
 * @param now wall clock in milliseconds
 */
export function renewCredentials(
  load: () => Promise<TemporaryCredentials | undefined>,
  now: () => number,
): CredentialsProvider {
  let held: { readonly value: TemporaryCredentials | undefined; renewAt: number } | undefined;
  let loading: Promise<void> | undefined;
  let refusal: { readonly error: DcsError; readonly at: number } | undefined;

  const renew = async (): Promise<void> => {
    try {
      const value = await load();
      held = { value, renewAt: now() + timeToKeep(value, now()) };
      refusal = undefined;
    } catch (error) {
      if (isDcsError(error, "UNAUTHORIZED") || isDcsError(error, "FORBIDDEN")) {
        refusal = { error, at: now() };
      }
      throw error;
    }
  };

  return async (request = {}) => {
    const kept = held?.value;
    const isRefused = wasRejected(request, kept);
    if (held && !isRefused && now() < held.renewAt) return held.value?.credentials;
    if (refusal && now() - refusal.at < REFUSED_MS) throw refusal.error;
    try {
      await (loading ??= renew().finally(() => (loading = undefined)));
    } catch (error) {
      const leftMs = (kept?.expiresAt ?? 0) - now();
      if (!held || !kept || isRefused || leftMs <= 0) throw error;
      held.renewAt = now() + leftMs / 4;
      return kept.credentials;
    }
    return held?.value?.credentials;
  };
}

/** Whether the service rejected the credentials that are kept, and not older ones. */
function wasRejected(
  { refresh = false, refused }: CredentialsRequest,
  kept: TemporaryCredentials | undefined,
): boolean {
  return refresh && (!refused || !kept || isSameCredentials(refused, kept.credentials));
}

function timeToKeep(value: TemporaryCredentials | undefined, now: number): number {
  if (!value) return NONE_MS;
  const life = (value.expiresAt ?? 0) - now;
  // New ones that have ended by this machine's clock: the clock is wrong, and a refusal will tell.
  if (life <= 0) return UNKNOWN_LIFE_MS;
  return life - Math.min(RENEW_BEFORE_MS, life / 4);
}
