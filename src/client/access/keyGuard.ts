import { createHash } from "node:crypto";
import { secretsOf, type SourcedCredentials } from "./credentials";
import { GuardedKey } from "./guardedKey";

/** Two rejections in a row: the second was signed with refreshed credentials, so the key is bad. */
const MAX_KEY_REJECTIONS = 2;
/** A rejected password is not read again from anywhere, so the first rejection counts. */
const MAX_PASSWORD_REJECTIONS = 1;
/** Bounds the memory of a program that runs for months and gets new temporary keys every day. */
const MAX_KEYS = 256;

/**
 * Prevents this process from getting a key locked. Until a key has been accepted, requests with it are
 * sent one at a time; after two rejections in a row none is sent for as long as a lock would last. All
 * guards with the same wall clock share what they know about a key.
 */
export class KeyGuard {
  readonly #now: () => number;
  readonly #keys: Map<string, GuardedKey>;

  /** @param now - wall clock in milliseconds; guards with the same function share their keys */
  constructor(now: () => number) {
    this.#now = now;
    this.#keys = keysByClock.get(now) ?? new Map<string, GuardedKey>();
    keysByClock.set(now, this.#keys);
  }

  /** What is known about a key or token. */
  of(credentials: SourcedCredentials): GuardedKey {
    const id = "accessKey" in credentials ? credentials.accessKey : "";
    return this.#find([id, ...secretsOf(credentials)], MAX_KEY_REJECTIONS);
  }

  /** What is known about a password, identified by all parts of its login. */
  ofPassword(login: readonly (string | undefined)[]): GuardedKey {
    return this.#find(["password", ...login], MAX_PASSWORD_REJECTIONS);
  }

  /** Stores only a hash of the parts. */
  #find(parts: readonly (string | undefined)[], maxRejections: number): GuardedKey {
    const hash = createHash("sha256").update(JSON.stringify(parts)).digest("base64");
    const key = this.#keys.get(hash) ?? new GuardedKey(this.#now, maxRejections);
    // Move it to the end, so that the least recently used key comes first.
    this.#keys.delete(hash);
    this.#keys.set(hash, key);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest);
    return key;
  }
}

const keysByClock = new WeakMap<() => number, Map<string, GuardedKey>>();
