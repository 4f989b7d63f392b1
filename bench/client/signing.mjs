// Requests signed per second.
import { createHmac, hash } from "node:crypto";
import { accessKey, headers, path, projectId, secretKey } from "./fixtures.mjs";
import { inTurns } from "./median.mjs";

const ENDPOINT = "https://dcs.cn-north-4.myhuaweicloud.com";
const ROUNDS = 9;
const PER_ROUND = 10_000;

/** Of this package, of the vendor's signer, and of a hash and an HMAC alone: the upper bound. */
export async function measureSigning({ signRequest }, load) {
  const { AKSKSigner } = load("@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner");
  const { BasicCredentials } = load("@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials");
  const url = new URL(path, ENDPOINT);
  const credential = new BasicCredentials().withAk(accessKey).withSk(secretKey);
  const text = canonicalText(url);
  const methods = {
    ours: () => signRequest({ method: "GET", url: url.href, headers }, { accessKey, secretKey }),
    // The vendor's client hands its signer the endpoint with the path, and headers of its own.
    vendor: () =>
      AKSKSigner.sign(
        { method: "GET", endpoint: url.href, headers: { ...headers }, queryParams: {} },
        credential,
      ),
    bound: () => {
      const digest = hash("sha256", text);
      return createHmac("sha256", secretKey)
        .update(`${text.slice(0, 34)}${digest}`)
        .digest("hex");
    },
  };
  return inTurns(methods, ROUNDS, (sign) => {
    const startedAt = performance.now();
    for (let n = 0; n < PER_ROUND; n += 1) sign();
    return PER_ROUND / ((performance.now() - startedAt) / 1000);
  });
}

/** Of the length of what is hashed for this request. */
function canonicalText(url) {
  const emptyHash = hash("sha256", "");
  const lines = [`accept:${headers.accept}`, `host:${url.host}`, "x-sdk-date:20240101T000000Z"];
  const block = [...lines, `x-project-id:${projectId}`].join("\n");
  return `GET\n${path}/\n\n${block}\n\naccept;host;x-project-id;x-sdk-date\n${emptyHash}`;
}
