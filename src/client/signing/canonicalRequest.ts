import type { CanonicalHeaders } from "./canonicalHeaders";

/** The parts of a canonical request, each already in canonical form. */
export interface CanonicalRequestParts {
  readonly method: string;
  readonly uri: string;
  readonly query: string;
  readonly headers: CanonicalHeaders;
  readonly payloadHash: string;
}

/** The six parts, one a line. */
export function canonicalRequest(parts: CanonicalRequestParts): string {
  const { method, uri, query, headers, payloadHash } = parts;
  return (
    `${method.toUpperCase()}\n${uri}\n${query}\n` +
    `${headers.block}\n${headers.signedHeaders}\n${payloadHash}`
  );
}
