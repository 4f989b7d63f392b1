import { createFetch } from "../client/http/createFetch";
import { DcsError } from "../errors";
import { getKey, text } from "./configuration";
import type { SettingsSources } from "./settingsSources";

/**
 * What requests go through, where that is not Node's own `fetch`: a proxy, further authorities, or
 * no check of certificates at all.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the setting; a proxy's address is never shown
 */
export function findTransport({
  configuration,
  env,
}: Omit<SettingsSources, "inputs">): typeof globalThis.fetch | undefined {
  const insecure = getKey(configuration, "insecure") ?? text(env["HW_INSECURE"]);
  return createFetch({
    env,
    caFile: getKey(configuration, "cacertFile") ?? text(env["HW_CACERT"]),
    insecure: insecure !== undefined && readFlag(insecure),
  });
}

function readFlag(value: string): boolean {
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  throw new DcsError("INVALID_INPUT", '"huaweicloud:insecure" must be true or false', {
    property: "huaweicloud:insecure",
  });
}
