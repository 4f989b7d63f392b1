// Requests signed per second.
import { createHmac, hash } from "node:crypto";
import type { Client } from "../../shared/build.ts";
import { compareInTurns } from "../../shared/compare.ts";
import { accessKey, headers, path, projectId, secretKey } from "./fixtures.ts";
import { signWithVendor } from "./vendor.ts";

const ENDPOINT = "https://dcs.cn-north-4.myhuaweicloud.com";
const ROUNDS = 9;
const PER_ROUND = 10_000;

/** Of this package, of the vendor's signer, and of a hash and an HMAC alone: the upper bound. */
export function measureSigning({ signRequest }: Client): Promise<Record<string, number>> {
  const url = new URL(path, ENDPOINT);
  const text = canonicalText(url);
  const methods: Record<string, () => void> = {
    ours: () => {
      signRequest({ method: "GET", url: url.href, headers }, { accessKey, secretKey });
    },
    vendor: signWithVendor(url.href),
    bound: () => {
      const digest = hash("sha256", text);
      createHmac("sha256", secretKey)
        .update(`${text.slice(0, 34)}${digest}`)
        .digest("hex");
    },
  };
  return compareInTurns(methods, { rounds: ROUNDS, run: perSecond });
}

function perSecond(sign: () => void): number {
  const startedAt = performance.now();
  for (let n = 0; n < PER_ROUND; n += 1) sign();
  return PER_ROUND / ((performance.now() - startedAt) / 1000);
}

/** Of the length of what is hashed for this request. */
function canonicalText(url: URL): string {
  const emptyHash = hash("sha256", "");
  const lines = [`accept:${headers.accept}`, `host:${url.host}`, "x-sdk-date:20240101T000000Z"];
  const block = [...lines, `x-project-id:${projectId}`].join("\n");
  return `GET\n${path}/\n\n${block}\n\naccept;host;x-project-id;x-sdk-date\n${emptyHash}`;
}
