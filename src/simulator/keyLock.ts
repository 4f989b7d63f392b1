const failuresAllowed = 5;
const lockedForMs = 5 * 60 * 1000;

/** Locks the access key for five minutes after more than five refusals in a row, as the gateway does. */
export class KeyLock {
  #failures = 0;
  #lockedUntilMs = -Infinity;

  isLocked(nowMs: number): boolean {
    return nowMs < this.#lockedUntilMs;
  }

  recordFailure(nowMs: number): void {
    this.#failures += 1;
    if (this.#failures > failuresAllowed) {
      this.#failures = 0;
      this.#lockedUntilMs = nowMs + lockedForMs;
    }
  }

  recordSuccess(): void {
    this.#failures = 0;
  }
}
