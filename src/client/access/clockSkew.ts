/** The service rejects a signature whose date is further off than this, in milliseconds. */
const ACCEPTED_SKEW_MS = 15 * 60_000;
/** A smaller difference is not the reason of a rejection: clocks of servers differ too. In ms. */
const SMALL_SKEW_MS = 5 * 60_000;

/**
 * For a message about a rejected request: how far this machine's clock is from the service's, by the
 * answer's `Date`; empty when that is within what the service accepts.
 */
export function clockSkewNote(headers: Headers, now: number): string {
  const skewMs = now - dateOf(headers);
  if (!(Math.abs(skewMs) > ACCEPTED_SKEW_MS)) return "";
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return (
    `; this machine's clock is ${minutes} min ${skewMs > 0 ? "ahead of" : "behind"} the service's, ` +
    "for which the date of the signature was corrected"
  );
}

/** How the date of a signature was corrected. */
export interface Stamp {
  /** What was added to this machine's clock, in milliseconds. */
  readonly correctionMs: number;
  /** Number of corrections that rejections had suggested by then, to all clients. */
  readonly suggestions: number;
}

/** What a rejection says about the date of the signature. */
export interface DateVerdict {
  /** The answer's `Date` is far from that of the signature, which may be why it was rejected. */
  readonly isMisdated: boolean;
  /** Another rejection has said so meanwhile. This one then shows nothing about the key. */
  readonly isOutdated: boolean;
}

/** A correction of this machine's clock, in milliseconds. */
class Correction {
  #provedMs: number | undefined;
  /** Suggested by a rejection, until a signature with it is accepted or rejected. */
  #triedMs: number | undefined;

  get ms(): number | undefined {
    return this.#triedMs ?? this.#provedMs;
  }

  suggest(ms: number): void {
    this.#triedMs = ms;
  }

  accept(ms: number): void {
    this.#provedMs = ms;
    this.reject(ms);
  }

  /** A signature with another correction was made before the trial began, and says nothing of it. */
  reject(ms: number): void {
    if (this.#triedMs === ms) this.#triedMs = undefined;
  }
}

/** What all clients with the same wall clock share. */
interface SharedCorrection {
  readonly correction: Correction;
  suggestions: number;
}

const sharedByClock = new WeakMap<() => number, SharedCorrection>();

function sharedBy(now: () => number): SharedCorrection {
  const shared = sharedByClock.get(now) ?? { correction: new Correction(), suggestions: 0 };
  sharedByClock.set(now, shared);
  return shared;
}

/**
 * How far the service's clock is from this machine's. A client without a correction of its own uses
 * the latest one of the process, so that a wrong clock costs one rejection and not one for each client.
 */
export class ServiceClock {
  /**
   * How far the service's clock is ahead by the last answer to this client, in milliseconds, exact to a
   * second; below 0 if it is behind. `undefined` before an answer.
   */
  skewMs: number | undefined;
  readonly #now: () => number;
  readonly #own = new Correction();
  readonly #shared: SharedCorrection;

  /** @param now - wall clock in milliseconds; clients with the same function share a correction */
  constructor(now: () => number) {
    this.#now = now;
    this.#shared = sharedBy(now);
  }

  /**
   * The correction for a signature that is made now. What no signature was accepted with is only on
   * trial, and outlasts a request that breaks on the network: the `Date` of a proxy may be wrong.
   */
  stamp(): Stamp {
    const { correction, suggestions } = this.#shared;
    return { correctionMs: this.#own.ms ?? correction.ms ?? 0, suggestions };
  }

  /** The service accepted a signature. */
  accept({ correctionMs }: Stamp, headers: Headers): void {
    this.#own.accept(correctionMs);
    this.#shared.correction.accept(correctionMs);
    const serverNow = dateOf(headers);
    if (!Number.isNaN(serverNow)) this.skewMs = serverNow - this.#now();
  }

  /** A signature dated `signedAt` was rejected. */
  reject({ correctionMs, suggestions }: Stamp, headers: Headers, signedAt: number): DateVerdict {
    const serverNow = dateOf(headers);
    // A proxy may have answered, but nothing better is known.
    if (!Number.isNaN(serverNow)) this.skewMs ??= serverNow - this.#now();
    const isMisdated = Math.abs(serverNow - signedAt) > SMALL_SKEW_MS;
    const isOutdated = isMisdated && suggestions !== this.#shared.suggestions;
    this.#own.reject(correctionMs);
    this.#shared.correction.reject(correctionMs);
    if (!isMisdated) return { isMisdated, isOutdated };
    this.#own.suggest(serverNow - this.#now());
    if (!isOutdated) {
      this.#shared.suggestions += 1;
      this.#shared.correction.suggest(serverNow - this.#now());
    }
    return { isMisdated, isOutdated };
  }
}

function dateOf(headers: Headers): number {
  return Date.parse(headers.get("date") ?? "");
}
