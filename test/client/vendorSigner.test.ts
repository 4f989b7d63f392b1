import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner";
import type { ICredential } from "@huaweicloud/huaweicloud-sdk-core/auth/ICredential";
import * as fc from "fast-check";
import { signRequest } from "../../src/client";
import { toSdkDate } from "../../src/client/signing/stringToSign";

/*
 * What the vendor's signer (3.1.211) gets wrong is steered around here:
 * - It encodes a path that is already encoded once more, spaces and percent signs included, and
 *   drops `?`, `#` and what else `url.parse` escapes: segments hold none of these.
 * - It sorts names by UTF-16 units, the specification by bytes. The orders differ only between
 *   U+E000-U+FFFF and what lies above: texts hold nothing of that range.
 * - It does not trim the values of headers, and sorts names in two ways that disagree on some
 *   punctuation: values have no space around them, names are those that are really sent.
 */
const unit = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: "grapheme-ascii" }) },
  { weight: 2, arbitrary: fc.constantFrom(" ", "+", "%", "&", "=", "'", "*", "~", "é", "ß") },
  { weight: 2, arbitrary: codePoint(0x4e00, 0x9fff) },
  { weight: 1, arbitrary: codePoint(0x1f300, 0x1faff) },
);
const text = fc.string({ unit, maxLength: 8 });
const segmentUnit = fc.oneof(
  { weight: 5, arbitrary: oneOf("abcXYZ0189-_~!()*$&+,;=:@") },
  { weight: 1, arbitrary: codePoint(0x4e00, 0x9fff) },
  { weight: 1, arbitrary: codePoint(0x1f300, 0x1faff) },
);
const segment = fc.string({ unit: segmentUnit, minLength: 1, maxLength: 8 });
const word = fc.string({
  unit: oneOf("abcdefXYZ0189+/=-_."),
  minLength: 1,
  maxLength: 24,
});

const request = fc.record({
  method: fc.constantFrom("GET", "DELETE", "HEAD"),
  host: fc.constantFrom("dcs.cn-north-4.myhuaweicloud.com", "127.0.0.1:8080"),
  segments: fc.array(segment, { maxLength: 6 }),
  query: fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
    maxKeys: 5,
  }),
  projectId: fc.option(word),
  securityToken: fc.option(word),
  contentType: fc.option(fc.constant("application/json")),
  seconds: fc.integer({ min: 946_684_800, max: 4_102_444_799 }),
  accessKey: word,
  secretKey: word,
});

describe("the signature", () => {
  it("is the vendor's own for 1,500 generated requests", () => {
    fc.assert(
      fc.property(request, fc.infiniteStream(fc.nat()), (given, order) => {
        const { method, query, accessKey, secretKey, securityToken } = given;
        const endpoint = `https://${given.host}/${given.segments.join("/")}`;
        const signingDate = new Date(given.seconds * 1000);
        const headers = {
          ...(given.projectId === null ? {} : { "X-Project-Id": given.projectId }),
          ...(given.contentType === null ? {} : { "content-type": given.contentType }),
        };
        const vendors = AKSKSigner.sign(
          {
            method,
            endpoint,
            queryParams: structuredClone(query),
            headers: {
              ...headers,
              "X-Sdk-Date": toSdkDate(signingDate),
              ...(securityToken === null ? {} : { "X-Security-Token": securityToken }),
            },
          },
          { getAk: () => accessKey, getSk: () => secretKey } as unknown as ICredential,
        ) as Record<string, string>;

        const url = new URL(endpoint);
        const pairs = Object.entries(query).flatMap(([name, values]) =>
          [values].flat().map((value) => ({ name, value, place: order.next().value as number })),
        );
        pairs.sort((a, b) => a.place - b.place);
        for (const { name, value } of pairs) url.searchParams.append(name, value);
        const ours = signRequest(
          { method, url, headers },
          { accessKey, secretKey, securityToken: securityToken ?? undefined },
          { signingDate },
        );
        expect(ours["authorization"]).toBe(vendors["Authorization"]);
      }),
      { numRuns: 1_500, seed: 20260101 },
    );
  });
});

function codePoint(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
}

function oneOf(characters: string): fc.Arbitrary<string> {
  return fc
    .integer({ min: 0, max: characters.length - 1 })
    .map((place) => characters.charAt(place));
}
