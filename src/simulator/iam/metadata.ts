import type { WireRequest } from "../wireRequest";
import { isoTime } from "./iamReply";
import { hexId } from "../identity";
import type { IssuedKey, KeyRing } from "./keyRing";
import type { Reply } from "../reply";

/**
 * How the metadata service of the simulated ECS behaves: it requires a token (`"tokens"`), it has no
 * tokens (`"plain"`), or the ECS has no agency (`"no-agency"`).
 */
export type MetadataKind = "tokens" | "plain" | "no-agency";

const aDay = 24 * 3600;

/** The part of the ECS metadata service that issues keys. Needs no signature. */
export class Metadata {
  readonly #kind: MetadataKind;
  readonly #keys: KeyRing;
  readonly #now: () => number;
  readonly #tokens = new Set<string>();
  #key: (IssuedKey & { readonly renewAt: number }) | undefined;

  constructor(kind: MetadataKind, keys: KeyRing, now: () => number) {
    this.#kind = kind;
    this.#keys = keys;
    this.#now = now;
  }

  createToken({ headers }: WireRequest): Reply {
    if (this.#kind === "plain") return plainText(405, "Method Not Allowed");
    if (!/^\d+$/.test(headers["x-metadata-token-ttl-seconds"] ?? "")) {
      return plainText(400, "X-Metadata-Token-Ttl-Seconds is missing");
    }
    const token = hexId(`metadata token ${this.#tokens.size}`);
    this.#tokens.add(token);
    return plainText(200, token);
  }

  securityKey({ headers }: WireRequest): Reply {
    if (this.#kind !== "plain" && !this.#tokens.has(headers["x-metadata-token"] ?? "")) {
      return plainText(401, "Unauthorized");
    }
    if (this.#kind === "no-agency") {
      return plainText(401, "Please configure Cloud Service Agency first");
    }
    const { accessKey, secretKey, securityToken, expiresAt } = this.#currentKey();
    const credential = {
      access: accessKey,
      secret: secretKey,
      securitytoken: securityToken,
      expires_at: isoTime(expiresAt),
    };
    return { status: 200, body: { credential } };
  }

  /** Returns the same key for half of its life. */
  #currentKey(): IssuedKey {
    if (this.#key && this.#now() < this.#key.renewAt) return this.#key;
    const key = this.#keys.issueKey(aDay);
    this.#key = { ...key, renewAt: (this.#now() + key.expiresAt) / 2 };
    return this.#key;
  }
}

function plainText(status: number, body: string): Reply {
  return { status, body };
}
