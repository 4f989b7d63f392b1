import { type DcsError, isDcsError, withMessage } from "../../errors";
import { orAborted } from "../../wait/time/orAborted";

/** The service locks a key for this long after more than five rejected signatures in a row. */
const LOCK_MS = 5 * 60_000;
/** Codes of a 401 about the project or the region: the key itself is good. */
const CODES_ABOUT_PLACE = ["DCS.1004", "APIGW.0307"];

/** The rejections because of which requests were not sent, by the errors of those requests. */
const causes = new WeakMap<DcsError, DcsError>();

/** The service's rejection: `error` itself, or the one because of which a request was not sent. */
export function refusalOf(error: DcsError): DcsError {
  return causes.get(error) ?? error;
}

/** Permission to send one request with a key. The holder must call one of its functions. */
export interface Pass {
  /**
   * Call when the request has ended: with an answer of the service, or with `error`.
   *
   * @returns whether this proves that the key is good
   */
  settle(error?: unknown): boolean;
  /** Call when the request shows nothing about the key. Has no effect after `settle`. */
  leave(): void;
}

/** What this process knows about one key. */
export class GuardedKey {
  readonly #now: () => number;
  readonly #maxRejections: number;
  #isAccepted = false;
  #rejections = 0;
  #last: { readonly error: DcsError; readonly at: number } | undefined;
  #test: PromiseWithResolvers<undefined> | undefined;

  /**
   * @param now - wall clock in milliseconds
   * @param maxRejections - the key is bad after so many rejections in a row
   */
  constructor(now: () => number, maxRejections: number) {
    this.#now = now;
    this.#maxRejections = maxRejections;
  }

  /**
   * Waits until a request may be sent.
   *
   * @param what - names the request in messages
   * @throws {DcsError} the last rejection while the key is known to be bad
   */
  async pass(what: string): Promise<Pass> {
    const { signal } = new AbortController();
    for (;;) {
      await this.ready(what, signal);
      const pass = this.enter(what);
      if (pass) return pass;
    }
  }

  /**
   * Waits while another request tests the key.
   *
   * @param what - names the request in messages
   * @returns whether it had to wait, so that credentials read before may be outdated
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
   * Lets a request through. Returns `undefined` while another request tests the key.
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
    if (!this.#last || this.#rejections < this.#maxRejections) return;
    // The absolute difference, since a wall clock may also be set back.
    if (Math.abs(this.#now() - this.#last.at) >= LOCK_MS) {
      this.#forget();
      return;
    }
    const { error } = this.#last;
    const notSent = withMessage(
      error,
      `${what} was not sent: the service has rejected these credentials ${timesOf(this.#rejections)}, ` +
        `and further attempts would lock them; the last answer: ${error.message}`,
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
    if (CODES_ABOUT_PLACE.includes(error.serviceCode ?? "")) return;
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

function timesOf(rejections: number): string {
  return rejections === 1 ? "once" : `${rejections} times in a row`;
}

/**
 * Whether only a request with a good signature gets this answer. An answer without a service code may
 * come from a proxy, which does not check keys.
 */
function provesKey({ status = 0, serviceCode }: DcsError): boolean {
  const isVerdict = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
  return isVerdict && serviceCode !== undefined;
}
