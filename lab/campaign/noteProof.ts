import type { IncomingMessage } from "node:http";
import type { Entry } from "./requestLog.ts";
import type { Stage } from "./stage.ts";

/** The service refuses a signature whose date is further off than this, in milliseconds. */
const ACCEPTED_SKEW_MS = 15 * 60_000;

/** With which key a request comes, and whether its date is far off. Its signature is a secret, too. */
export function noteProof(
  { keys, clock }: Stage,
  entry: Entry,
  { headers }: Pick<IncomingMessage, "headers">,
): void {
  const proof = headers.authorization ?? "";
  const signature = /Signature=(\w+)/.exec(proof)?.[1];
  if (signature) keys.secrets.add(signature);
  entry.key = /Access=(\w+)/.exec(proof)?.[1];
  const date = String(headers["x-sdk-date"]).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    "$1-$2-$3T$4:$5:$6Z",
  );
  entry.isSkewed = Math.abs(Date.parse(date) - clock.wall()) > ACCEPTED_SKEW_MS;
}
