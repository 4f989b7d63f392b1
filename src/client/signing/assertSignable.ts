import { assertNoProblem, type Problem } from "../../checks";
import { isRecord } from "../../json";
import { textProblem } from "../../optionChecks";

/** What a program in JavaScript may have passed to `signRequest`. */
export interface Unchecked {
  readonly request: unknown;
  readonly credentials: unknown;
  readonly signingDate: unknown;
}

/** @throws {DcsError} `INVALID_INPUT` naming the part that cannot be signed, or not signed with */
export function assertSignable({ request, credentials, signingDate }: Unchecked): void {
  const { method, url } = isRecord(request) ? request : {};
  assertNoProblem("request.method", textProblem(method));
  assertNoProblem("request.url", urlProblem(url));
  const { accessKey, secretKey } = isRecord(credentials) ? credentials : {};
  assertNoProblem("credentials.accessKey", textProblem(accessKey));
  assertNoProblem("credentials.secretKey", textProblem(secretKey));
  const isDate = signingDate instanceof Date && !Number.isNaN(signingDate.getTime());
  assertNoProblem("signingDate", isDate ? undefined : "must be a valid Date");
}

function urlProblem(url: unknown): Problem {
  const isUrl = url instanceof URL || (typeof url === "string" && URL.canParse(url));
  return isUrl ? undefined : "must be an absolute URL";
}
