import * as pulumi from "@pulumi/pulumi";
import { DcsError, isDcsError } from "../errors";
import { hideSecrets } from "./hideSecrets";

/** A copy of an error, and of its causes, that shows no secret; the error itself if there is none. */
export function hideInError(error: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0 || !(error instanceof Error)) return error;
  const message = hideSecrets(error.message, secrets);
  const cause = hideInError(error.cause, secrets);
  if (isDcsError(error)) {
    const { code, status, serviceCode, requestId, retryAfterMs, property } = error;
    const details = { status, serviceCode, requestId, retryAfterMs, property, cause };
    return new DcsError(code, message, details);
  }
  const copy = pulumi.RunError.isInstance(error)
    ? new pulumi.RunError(message)
    : new Error(message);
  return cause === undefined ? copy : Object.assign(copy, { cause });
}
