import { type DcsError, isDcsError } from "../../errors";
import { orAborted } from "../../wait/orAborted";
import { isSameCredentials, type SourcedCredentials } from "../credentials/credentials";

/** The service locks a key for this long after five refused signatures in a row. */
const LOCK_MS = 5 * 60_000;
/** So many refusals in a row are believed: the second one was signed with credentials read anew. */
const BELIEVED = 2;

/**
 * Keeps a client from getting its key locked: until a key has been accepted, its queries go one at
 * a time, and once it was refused twice in a row none goes at all, for as long as a lock would last
 * or until there is another key.
 */
export class KeyGuard {
  readonly #now: () => number;
  #key: SourcedCredentials | undefined;
  #accepted = false;
  #refusals = 0;
  #lastRefusal: { readonly error: DcsError; readonly at: number } | undefined;
  #probe: Promise<unknown> | undefined;

  /** @param now wall clock in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Makes a request with these credentials, when it may be made.
   *
   * @throws {DcsError} the last refusal, without a request, while the key is known to be refused
   */
  async run<T>(
    key: SourcedCredentials,
    signal: AbortSignal,
    request: () => Promise<T>,
  ): Promise<T> {
    if (!isSameCredentials(key, this.#key)) this.#begin(key);
    while (this.#probe && !this.#accepted && !signal.aborted) {
      await orAborted(this.#probe, signal);
    }
    if (this.#lastRefusal && this.#refusals >= BELIEVED) {
      if (this.#now() - this.#lastRefusal.at < LOCK_MS) throw this.#lastRefusal.error;
      this.#begin(key);
    }
    const work = this.#observe(key, request);
    if (!this.#accepted) {
      const probe = work
        .catch(() => undefined)
        .finally(() => {
          if (this.#probe === probe) this.#probe = undefined;
        });
      this.#probe = probe;
    }
    return work;
  }

  #begin(key: SourcedCredentials): void {
    this.#key = key;
    this.#accepted = false;
    this.#refusals = 0;
    this.#lastRefusal = undefined;
    this.#probe = undefined;
  }

  async #observe<T>(key: SourcedCredentials, request: () => Promise<T>): Promise<T> {
    try {
      const answer = await request();
      if (isSameCredentials(key, this.#key)) this.#accept();
      return answer;
    } catch (error) {
      if (!isSameCredentials(key, this.#key)) throw error;
      if (isDcsError(error, "UNAUTHORIZED")) {
        this.#accepted = false;
        this.#refusals += 1;
        this.#lastRefusal = { error, at: this.#now() };
      } else if (isDcsError(error) && provesKey(error.status)) {
        this.#accept();
      }
      throw error;
    }
  }

  #accept(): void {
    this.#accepted = true;
    this.#refusals = 0;
    this.#lastRefusal = undefined;
  }
}

/** Whether an answer with this status is given only to a signature that is good. */
function provesKey(status = 0): boolean {
  return status > 0 && status < 500 && status !== 408 && status !== 429;
}
