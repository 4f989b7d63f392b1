import type { CanonicalHeaders } from "./canonicalHeaders";

/** The parts of a canonical request, each in canonical form. */
export interface CanonicalRequestParts {
  readonly method: string;
  readonly uri: string;
  readonly query: string;
  readonly headers: CanonicalHeaders;
  readonly payloadHash: string;
}

/** Joins the six parts with line feeds. */
export function canonicalRequest(parts: CanonicalRequestParts): string {
  const { method, uri, query, headers, payloadHash } = parts;
  return (
    `${method.toUpperCase()}\n${uri}\n${query}\n` +
    `${headers.block}\n${headers.signedHeaders}\n${payloadHash}`
  );
}
