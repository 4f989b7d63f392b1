import { rateProblem } from "../checks";
import type { Layers } from "./layers";
import type { Place } from "./place";
import { assertFound, type Environment } from "./sources/source";

/** How requests reach the services. */
export interface Transport {
  /** Environment variables with the proxies. */
  readonly env: Environment;
  /** A PEM file with further certificate authorities, or the PEM text itself. */
  readonly caFile: string | undefined;
  /** Whether any certificate is accepted. */
  readonly insecure: boolean;
  /** Names of these two settings in messages. */
  readonly names: { readonly caFile: string; readonly insecure: string };
}

/** Everything but `insecure`, which {@link parseInsecure} reads. */
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

/** @throws {DcsError} `INVALID_INPUT` if it is not a number of requests per second */
export function parseRate(place: Place): number | undefined {
  const found = place.find("requestsPerSecond");
  if (!found) return undefined;
  const rate = Number(found.value);
  assertFound(found, rateProblem(rate));
  return rate;
}

/**
 * Accepts the same values as the Huawei provider: more in a variable than in the configuration.
 *
 * @throws {DcsError} `INVALID_INPUT` for any other value
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
