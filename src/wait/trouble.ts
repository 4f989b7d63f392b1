import { type DcsError, isServerTrouble } from "../errors";

/**
 * Whether a query has shown that address, region and key are right. Waits with the same client share
 * one, so that what one of them has proved holds for all.
 */
export interface Proof {
  /** False at the beginning; set by the first wait that is answered. */
  isProved: boolean;
}

/** Kinds of failed queries: see {@link classifyTrouble}. */
export type Trouble = "missing" | "unreadable" | "rejected" | "unavailable";

/** Codes of the gateway that say that the API itself does not exist here. */
const NO_SUCH_API: readonly (string | undefined)[] = ["APIGW.0101", "APIGW.0103"];
/** Codes of DCS, in the new form and the old one, and of the gateway in front of it. */
const SERVICE_CODE = /^(?:(?:DCS|APIGW)\.|1114\d{5}$)/;

/**
 * What a failed query says of the task. `missing`: the service does not find it. `unreadable`: an
 * answer, but not about a task. `rejected`: 400, as for a task without a progress. `unavailable`:
 * the service or the way to it is in trouble. `undefined`: repeating the query cannot help.
 */
export function classifyTrouble(error: DcsError, isProved: boolean): Trouble | undefined {
  const { code, status = 0 } = error;
  if (saysWrongAddress(error)) return isProved ? "unavailable" : undefined;
  // An error that names an input, such as the project, is not about the task.
  if (code === "NOT_FOUND") return error.property === undefined ? "missing" : undefined;
  if (code === "MALFORMED_RESPONSE") return "unreadable";
  if (code === "INVALID_INPUT" && status === 400) return "rejected";
  return isServerTrouble(error) ? "unavailable" : undefined;
}

/** Whether the same query may succeed later. */
export function isTransient(error: DcsError, isProved: boolean): boolean {
  const trouble = classifyTrouble(error, isProved);
  return trouble !== undefined && trouble !== "rejected";
}

/** Whether an error can only come from the service, after it accepted the key. */
export function provesService(error: DcsError): boolean {
  if (saysWrongAddress(error)) return false;
  return error.code === "THROTTLED" || SERVICE_CODE.test(error.serviceCode ?? "");
}

/** What a wrong endpoint or region answers; from a proved one it is a fault that passes. */
function saysWrongAddress({ code, status = 0, serviceCode }: DcsError): boolean {
  if (code === "NOT_FOUND") return NO_SUCH_API.includes(serviceCode);
  return code === "SERVICE_ERROR" && ((status >= 300 && status < 400) || status === 405);
}
