const failuresAllowed = 5;
const lockedForMs = 5 * 60 * 1000;

/** Locks an access key for five minutes after more than five rejections in a row, as the gateway does. */
export class KeyLock {
  readonly #failures = new Map<string, number>();
  readonly #lockedUntilMs = new Map<string, number>();

  isLocked(accessKey: string, nowMs: number): boolean {
    return nowMs < (this.#lockedUntilMs.get(accessKey) ?? -Infinity);
  }

  recordFailure(accessKey: string, nowMs: number): void {
    const failures = (this.#failures.get(accessKey) ?? 0) + 1;
    this.#failures.set(accessKey, failures > failuresAllowed ? 0 : failures);
    if (failures > failuresAllowed) {
      this.#lockedUntilMs.set(accessKey, nowMs + lockedForMs);
    }
  }

  recordSuccess(accessKey: string): void {
    this.#failures.delete(accessKey);
  }
}
