const WRONG_SECRET = "W".repeat(40);

/**
 * The keys of a run: those that the service lets in, those that their source has, and which of all
 * are secrets.
 */
export class RunKeys {
  /** What must never be shown. */
  secrets = new Set();
  /** When which client asked for credentials: `{ mark, refresh, source }`. */
  calls = [];
  /** What the service lets in. */
  good;
  /** What its source has. */
  held;
  #plan;
  #is;

  constructor(plan, is) {
    this.#plan = plan;
    this.#is = is;
    this.good = plan.secrets;
    this.#note(this.good);
    this.held = this.good;
    if (plan.keys !== "good") this.held = this.#note({ ...this.#make(), secretKey: WRONG_SECRET });
  }

  /** The service lets in new keys only, which the source has from now on. */
  renew() {
    this.good = this.#make();
    this.held = this.#note(this.good);
  }

  /** The service lets in new keys only, and no source has them. */
  expire() {
    this.good = this.#note(this.#make());
  }

  /** The source has the good keys again. */
  recover() {
    this.held = this.good;
  }

  /** A provider of credentials as one client has it. */
  provider(mark) {
    let cached;
    const source = {};
    return ({ refresh = false } = {}) => {
      this.calls.push({ mark: mark(), refresh, source });
      // A stale key is one that the source has replaced since it was read.
      if (refresh && this.#plan.keys === "stale") this.recover();
      if (!this.#plan.cachesKeys || refresh) cached = undefined;
      cached ??= { ...this.held, source: "a test" };
      return Promise.resolve(cached);
    };
  }

  #make() {
    return {
      accessKey: this.#is.text(20),
      secretKey: this.#is.text(40),
      securityToken: this.#plan.secrets.securityToken && this.#is.text(80),
    };
  }

  #note(keys) {
    this.secrets.add(keys.secretKey);
    if (keys.securityToken) this.secrets.add(keys.securityToken);
    return keys;
  }
}
