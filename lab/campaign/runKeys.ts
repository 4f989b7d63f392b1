import type { CredentialsProvider } from "pulumi-huaweicloud-dcs/client";
import type { Dice } from "./dice.ts";
import type { Secrets, ServicePlan } from "./plan/plan.ts";

const WRONG_SECRET = "W".repeat(40);

/** One call of a source of credentials. */
export interface KeyCall {
  /** Its place in the order of all that happened. */
  readonly mark: number;
  readonly refresh: boolean;
  readonly source: object;
}

/**
 * The keys of a run: those that the service lets in, those that their source has, and which of all
 * are secrets.
 */
export class RunKeys {
  /** What must never be shown. */
  readonly secrets = new Set<string>();
  readonly calls: KeyCall[] = [];
  /** What the service lets in. */
  good: Secrets;
  /** What its source has. */
  held: Secrets;
  readonly #plan: ServicePlan;
  readonly #is: Dice;

  constructor(plan: ServicePlan, is: Dice) {
    this.#plan = plan;
    this.#is = is;
    this.good = plan.secrets;
    this.#note(this.good);
    this.held = this.good;
    if (plan.keys !== "good") this.held = this.#note({ ...this.#make(), secretKey: WRONG_SECRET });
  }

  /** The service lets in new keys only, which the source has from now on. */
  renew(): void {
    this.good = this.#make();
    this.held = this.#note(this.good);
  }

  /** The service lets in new keys only, and no source has them. */
  expire(): void {
    this.good = this.#note(this.#make());
  }

  /** A provider of credentials as one client has it. */
  provider(mark: () => number): CredentialsProvider {
    let cached: (Secrets & { readonly source: string }) | undefined;
    const source = {};
    return ({ refresh = false } = {}) => {
      this.calls.push({ mark: mark(), refresh, source });
      // A stale key is one that the source has replaced since it was read.
      if (refresh && this.#plan.keys === "stale") this.held = this.good;
      if (!this.#plan.cachesKeys || refresh) cached = undefined;
      cached ??= { ...this.held, source: "a test" };
      return Promise.resolve(cached);
    };
  }

  #make(): Secrets {
    return {
      accessKey: this.#is.text(20),
      secretKey: this.#is.text(40),
      securityToken: this.#plan.secrets.securityToken && this.#is.text(80),
    };
  }

  #note(keys: Secrets): Secrets {
    this.secrets.add(keys.secretKey);
    if (keys.securityToken) this.secrets.add(keys.securityToken);
    return keys;
  }
}
