import { type DcsError, isDcsError } from "../../errors";
import { callElsewhere } from "../../wait/trouble";
import {
  type CredentialsProvider,
  type CredentialsRequest,
  isSameCredentials,
  type SourcedCredentials,
} from "../access/credentials";

/** Credentials with an expiry. */
export interface TemporaryCredentials {
  readonly credentials: SourcedCredentials;
  /** Wall clock in milliseconds; absent if unknown. */
  readonly expiresAt?: number | undefined;
}

/** Refresh this long before the expiry, or at three quarters of the lifetime if that is later. */
const REFRESH_BEFORE_MS = 40 * 60_000;
/** Refresh after this time if the expiry is unknown or already past. */
const UNKNOWN_LIFETIME_MS = 10 * 60_000;
/** Look again after this time if there were no credentials. */
const NONE_FOUND_MS = 60_000;
/** Do not load again for this time after a rejection: more attempts could lock the user or key. */
const REJECTED_MS = 5 * 60_000;

/**
 * Caches temporary credentials, and refreshes them before they expire or when the service rejected
 * them, in one flight for all callers. A failed refresh is ignored while the old ones are valid.
 *
 * @param load - gets new credentials
 * @param now - wall clock in milliseconds
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
      const value = await callElsewhere(load);
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
    if (refusal && now() - refusal.at < REJECTED_MS) throw refusal.error;
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
  if (!value) return NONE_FOUND_MS;
  const life = (value.expiresAt ?? 0) - now;
  // New, yet expired by this machine's clock: the clock is wrong. Use them until they are rejected.
  if (life <= 0) return UNKNOWN_LIFETIME_MS;
  return life - Math.min(REFRESH_BEFORE_MS, life / 4);
}
