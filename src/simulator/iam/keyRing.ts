import { hexId, type Identity } from "../identity";

/** An access key that the simulator knows. */
export interface Key {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string | undefined;
  /** Milliseconds since 1970; absent if it does not expire. */
  readonly expiresAt?: number | undefined;
}

/** A temporary key. */
export interface IssuedKey extends Key {
  readonly securityToken: string;
  readonly expiresAt: number;
}

/** A token of IAM. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

export interface KeyRingOptions {
  readonly identity: Identity;
  readonly now: () => number;
  /** Upper bound for the life of temporary credentials. */
  readonly longestLifeSeconds: number;
}

/** All keys and tokens that the simulator has issued, including expired ones. */
export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #options: KeyRingOptions;
  #issued = 0;

  constructor(options: KeyRingOptions) {
    this.#options = options;
    this.#keys.set(options.identity.accessKey, options.identity);
  }

  key(accessKey: string): Key | undefined {
    return this.#keys.get(accessKey);
  }

  token(token: string): IssuedToken | undefined {
    return this.#tokens.get(token);
  }

  /** The token with this id if it has not expired, else undefined. */
  validToken(token: unknown): IssuedToken | undefined {
    const issued = typeof token === "string" ? this.token(token) : undefined;
    return issued !== undefined && this.#options.now() < issued.expiresAt ? issued : undefined;
  }

  issueKey(lifeSeconds: number): IssuedKey {
    const name = this.#nextName("key");
    const key = {
      accessKey: `HST3${name.slice(0, 16).toUpperCase()}`,
      secretKey: `${name}${name.slice(0, 8)}`,
      securityToken: `hQpjbi1ub3J0aC00${name}==`,
      expiresAt: this.#end(lifeSeconds),
    };
    this.#keys.set(key.accessKey, key);
    return key;
  }

  /** @param latestEnd - latest expiry: that of the token it is exchanged for */
  issueToken(lifeSeconds: number, latestEnd = Infinity): IssuedToken {
    const token = `MIISimulated${this.#nextName("token")}`;
    const issued = { token, expiresAt: Math.min(this.#end(lifeSeconds), latestEnd) };
    this.#tokens.set(token, issued);
    return issued;
  }

  #nextName(kind: string): string {
    this.#issued += 1;
    return hexId(`${kind} ${this.#issued}`);
  }

  #end(lifeSeconds: number): number {
    const { now, longestLifeSeconds } = this.#options;
    return now() + Math.min(lifeSeconds, longestLifeSeconds) * 1000;
  }
}
