import { DcsError } from "../../errors";
import type { Transport } from "../transport/transport";
import { hostOf, isLoopback } from "../transport/addresses";

/** The default for a function that is called with options of its own. */
const OPTION = 'the option "insecure"';
/** The metadata service of an ECS: link-local, so not routed over any network. */
const METADATA_HOST = "169.254.169.254";

/**
 * Rejects sending a password or token over plain http, except to this machine or with `insecure`. A
 * signature needs no such check: it does not reveal the key, and is valid for one request for 15
 * minutes.
 *
 * @param what - what would be sent, such as `a password`
 * @throws {DcsError} `INVALID_INPUT` naming the address
 */
export function assertConfidential(
  url: URL,
  what: string,
  { insecure = false, hints }: Pick<Transport, "insecure" | "hints">,
): void {
  const host = hostOf(url);
  if (url.protocol === "https:" || insecure || isLoopback(host) || host === METADATA_HOST) return;
  const name = hints?.addressNames.get(url.origin);
  const named = name === undefined ? "" : `, which "${name}" names`;
  throw new DcsError(
    "INVALID_INPUT",
    `${what} is not sent to ${url.origin}${named}: anyone on the network could read it; use an https ` +
      `address or, in a network that you trust, set ${hints?.waysToSetInsecure ?? OPTION} to true`,
    { property: name },
  );
}
