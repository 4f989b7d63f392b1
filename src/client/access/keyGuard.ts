import { createHash } from "node:crypto";
import { type DcsError, isDcsError, withMessage } from "../../errors";
import { orAborted } from "../../wait/time/orAborted";
import { secretsOf, type SourcedCredentials } from "./credentials";

/** The service locks a key for this long after more than five rejected signatures in a row. */
const LOCK_MS = 5 * 60_000;
/** Two rejections in a row: the second was signed with refreshed credentials, so the key is bad. */
const BELIEVED = 2;
/** Renewed keys would else fill the memory of a program that runs for months. */
const MAX_KEYS = 256;
/** 401 about the project or the region: the key itself is good elsewhere. */
const ABOUT_THE_PLACE = ["DCS.1004", "APIGW.0307"];

/** What requests were not sent for, by the errors that say so. */
const causes = new WeakMap<DcsError, DcsError>();

/** The answer that refused a key: `error` itself, or the one for which a request was not sent. */
export function refusalOf(error: DcsError): DcsError {
  return causes.get(error) ?? error;
}

/** Leave to send one request with a key. One of its functions must be called. */
export interface Pass {
  /**
   * The request has ended: with an answer of the service, or with `error`.
   *
   * @returns whether this proves that the key is good
   */
  settle(error?: unknown): boolean;
  /** Nothing is learnt of the key. Has no effect after `settle`. */
  leave(): void;
}

/**
 * Keeps this process from getting a key locked. Until a key has been accepted, requests with it go
 * one at a time; once it was rejected twice in a row none goes at all, for as long as a lock would
 * last. All guards with the same wall clock share what they know of a key.
 */
export class KeyGuard {
  readonly #now: () => number;
  readonly #keys: Map<string, GuardedKey>;

  /** @param now wall clock in milliseconds, by whose identity guards are shared */
  constructor(now: () => number) {
    this.#now = now;
    this.#keys = keysByClock.get(now) ?? new Map<string, GuardedKey>();
    keysByClock.set(now, this.#keys);
  }

  /** What is known of these credentials. */
  of(credentials: SourcedCredentials): GuardedKey {
    const id = "accessKey" in credentials ? credentials.accessKey : "";
    return this.ofParts([id, ...secretsOf(credentials)]);
  }

  /** What is known of a key, or of a user with a password, by its parts. Only their hash is kept. */
  ofParts(parts: readonly (string | undefined)[]): GuardedKey {
    const hash = createHash("sha256").update(JSON.stringify(parts)).digest("base64");
    const key = this.#keys.get(hash) ?? new GuardedKey(this.#now);
    // The key that was not used for longest stands first.
    this.#keys.delete(hash);
    this.#keys.set(hash, key);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest);
    return key;
  }
}

const keysByClock = new WeakMap<() => number, Map<string, GuardedKey>>();

/** What this process knows of one key. */
export class GuardedKey {
  readonly #now: () => number;
  #isAccepted = false;
  #rejections = 0;
  #last: { readonly error: DcsError; readonly at: number } | undefined;
  #test: PromiseWithResolvers<undefined> | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Waits while another request tests the key.
   *
   * @param what names the request in messages
   * @returns whether it had to wait, so that what was read before may be out of date
   * @throws the signal's reason as soon as it aborts
   * @throws {DcsError} the last rejection while the key is known to be bad
   */
  async ready(what: string, signal: AbortSignal): Promise<boolean> {
    const hasWaited = this.#test !== undefined;
    while (this.#test) {
      await orAborted(this.#test.promise, signal);
      signal.throwIfAborted();
    }
    this.#throwIfBad(what);
    return hasWaited;
  }

  /**
   * Lets a request through; `undefined` while another one tests the key.
   *
   * @throws {DcsError} as {@link GuardedKey.ready}
   */
  enter(what: string): Pass | undefined {
    this.#throwIfBad(what);
    if (this.#isAccepted) return { settle: (error) => this.#learn(error), leave: () => undefined };
    if (this.#test) return undefined;
    const test = (this.#test = Promise.withResolvers<undefined>());
    const leave = () => {
      if (this.#test === test) this.#test = undefined;
      test.resolve(undefined);
    };
    return {
      settle: (error) => {
        const isProof = this.#learn(error);
        leave();
        return isProof;
      },
      leave,
    };
  }

  #throwIfBad(what: string): void {
    if (!this.#last || this.#rejections < BELIEVED) return;
    // A wall clock may also be set back.
    if (Math.abs(this.#now() - this.#last.at) >= LOCK_MS) {
      this.#forget();
      return;
    }
    const { error } = this.#last;
    const notSent = withMessage(
      error,
      `${what} was not sent, since its credentials were rejected ${BELIEVED} times in a row and ` +
        `more would lock the key: ${error.message}`,
    );
    causes.set(notSent, error);
    throw notSent;
  }

  #learn(error: unknown): boolean {
    const isProof = error === undefined || (isDcsError(error) && provesKey(error));
    if (isProof) this.#accept();
    else if (isDcsError(error, "UNAUTHORIZED")) this.#reject(error);
    return isProof;
  }

  #reject(error: DcsError): void {
    if (ABOUT_THE_PLACE.includes(error.serviceCode ?? "")) return;
    this.#isAccepted = false;
    this.#rejections += 1;
    this.#last = { error, at: this.#now() };
  }

  #accept(): void {
    this.#isAccepted = true;
    this.#forget();
  }

  #forget(): void {
    this.#rejections = 0;
    this.#last = undefined;
  }
}

/**
 * Whether only a good signature has such an answer. What has no code of the service may be from a
 * proxy, which knows nothing of keys.
 */
function provesKey({ status = 0, serviceCode }: DcsError): boolean {
  const isVerdict = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
  return isVerdict && serviceCode !== undefined;
}
