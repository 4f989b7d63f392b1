import { type DcsError, isDcsError, withMessage } from "../../errors";
import { secretsOf, type SourcedCredentials } from "./credentials";
import { signRequest } from "../signing/signRequest";
import { clockSkewNote } from "./clockSkew";

/** What is signed in addition to method and URL. */
export interface Signable {
  /** Headers to sign and send. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of a POST, sent as JSON. */
  readonly body?: unknown;
}

/** Sets the authorization headers: a signature dated `signedAt`, or the token. */
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
    // fetch sets the host header itself.
    if (name !== "host") request.headers.set(name, value);
  }
}

/** Secrets of a request: with its signature anyone could repeat it. */
export function secretsIn(
  { headers }: Request,
  used: SourcedCredentials,
): readonly (string | undefined)[] {
  return [...secretsOf(used), headers.get("authorization")?.split("Signature=")[1]];
}

/** Whether the service rejected the credentials, or they lack the permission. */
export function isRefusal(error: unknown): error is DcsError {
  return isDcsError(error, "UNAUTHORIZED") || isDcsError(error, "FORBIDDEN");
}

/** Adds to a rejection where the credentials come from and what may be wrong with them. */
export function explainRefusal(
  error: DcsError,
  { headers }: { readonly headers: Headers },
  { used, now }: { readonly used: SourcedCredentials; readonly now: number },
): DcsError {
  if (!isRefusal(error)) return error;
  const isToken = "authToken" in used;
  const isTemporary = isToken || used.securityToken !== undefined;
  const hint =
    error.code === "UNAUTHORIZED" && isTemporary ? ", are temporary and may have expired" : "";
  const skew = isToken ? "" : clockSkewNote(headers, now);
  return withMessage(
    error,
    `${error.message}; the credentials are from ${used.source}${hint}${skew}`,
  );
}
