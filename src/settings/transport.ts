import { rateProblem } from "../checks";
import type { Layers } from "./layers";
import type { Place } from "./place";
import { assertFound, type Environment } from "./sources/source";

/** How the services are reached. */
export interface Transport {
  /** Where proxies are from. */
  readonly env: Environment;
  /** A file with further authorities, or their PEM itself. */
  readonly caFile: string | undefined;
  /** Whether any certificate is accepted. */
  readonly insecure: boolean;
  /** What messages call these two. */
  readonly names: { readonly caFile: string; readonly insecure: string };
}

/** All but whether certificates are checked. */
export function findTransport({ env, namesOf }: Layers, place: Place): Omit<Transport, "insecure"> {
  const caFile = place.find("cacertFile");
  return {
    env,
    caFile: caFile?.value,
    names: {
      caFile: caFile?.name ?? namesOf("cacertFile")[0] ?? "",
      insecure: place.find("insecure")?.name ?? "",
    },
  };
}

/** @throws {DcsError} `INVALID_INPUT` when it is no number of requests a second */
export function parseRate(place: Place): number | undefined {
  const found = place.find("requestsPerSecond");
  if (!found) return undefined;
  const rate = Number(found.value);
  assertFound(found, rateProblem(rate));
  return rate;
}

/**
 * Takes the words that the Huawei provider takes: more in a variable than in the configuration.
 *
 * @throws {DcsError} `INVALID_INPUT` for another word
 */
export function parseInsecure(place: Place): boolean {
  const found = place.find("insecure");
  if (!found) return false;
  const { name, value } = found;
  const isVariable = !name.includes(":");
  if (value === "true" || (isVariable && /^(1|t|true)$/i.test(value))) return true;
  if (value === "false" || (isVariable && /^(0|f|false)$/i.test(value))) return false;
  assertFound(found, "must be true or false");
  return false;
}
