import { type DcsError, isDcsError, withMessage } from "../../errors";
import { secretsOf, type SourcedCredentials } from "./credentials";
import { signRequest } from "../signing/signRequest";
import { clockSkewNote } from "./clockSkew";

/** What is signed besides method and URL. */
export interface Signable {
  /** Headers to sign and send. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a POST, as JSON. */
  readonly body?: unknown;
}

/** Sets the headers that let a request in: a signature of `signedAt`, or the token. */
export function authorize(
  request: Request,
  { headers = {}, body }: Signable,
  { used, signedAt }: { readonly used: SourcedCredentials; readonly signedAt: number },
): void {
  const { method, url } = request;
  const signed =
    "authToken" in used
      ? { ...headers, "x-auth-token": used.authToken }
      : signRequest({ method, url, headers }, used, {
          signingDate: new Date(signedAt),
          body: body === undefined ? undefined : JSON.stringify(body),
        });
  for (const [name, value] of Object.entries(signed)) {
    // fetch itself sends the host.
    if (name !== "host") request.headers.set(name, value);
  }
}

/** What of an authorised request no message may show: with the signature it could be repeated. */
export function secretsIn(
  { headers }: Request,
  used: SourcedCredentials,
): readonly (string | undefined)[] {
  return [...secretsOf(used), headers.get("authorization")?.split("Signature=")[1]];
}

/** Whether the credentials were refused, or may not do this. */
export function isRefusal(error: unknown): error is DcsError {
  return isDcsError(error, "UNAUTHORIZED") || isDcsError(error, "FORBIDDEN");
}

/** A refusal names where the credentials are from, and what may be wrong with them. */
export function explainRefusal(
  error: DcsError,
  { headers }: { readonly headers: Headers },
  { used, now }: { readonly used: SourcedCredentials; readonly now: number },
): DcsError {
  if (!isRefusal(error)) return error;
  const isToken = "authToken" in used;
  const isTemporary = isToken || used.securityToken !== undefined;
  const hint =
    error.code === "UNAUTHORIZED" && isTemporary ? ", are temporary, and may have ended" : "";
  const skew = isToken ? "" : clockSkewNote(headers, now);
  return withMessage(
    error,
    `${error.message}; the credentials are from ${used.source}${hint}${skew}`,
  );
}
