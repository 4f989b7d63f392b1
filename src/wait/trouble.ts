import { type DcsError, isDcsError, isServerTrouble } from "../errors";
import { patience } from "./failureBudget";

/**
 * Whether an answer has proved that address, region and key are right. All waits with the same client
 * share one object.
 */
export interface Proof {
  /** Initially false; set to true by the first answer. */
  isProved: boolean;
  /** The same of another service on the way, such as IAM: what is wrong there may pass. */
  isProvedElsewhere?: boolean;
}

/** Kinds of failed queries: see {@link classifyTrouble}. */
export type Trouble = "missing" | "unreadable" | "rejected" | "unavailable";

/** Codes of the gateway for an API that does not exist in the region. */
const NO_SUCH_API: readonly (string | undefined)[] = ["APIGW.0101", "APIGW.0103"];
/** Codes of DCS in the new and the old format, and of the gateway in front of it. */
const SERVICE_CODE = /^(?:(?:DCS|APIGW)\.|1114\d{5}$)/;

/**
 * Classifies a failed query:
 *
 * - `missing`: the service does not find the task.
 * - `unreadable`: the answer is malformed.
 * - `rejected`: 400, as for a task that has no progress.
 * - `unavailable`: the service or the network has a problem.
 * - `undefined`: retrying cannot help.
 */
export function classifyTrouble(error: DcsError, isProved: boolean): Trouble | undefined {
  const { code, status = 0 } = error;
  if (saysWrongAddress(error)) return isProved ? "unavailable" : undefined;
  // An error that names an input, such as the project id, is not about the task.
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

/** Errors of services beside the one that is waited for, such as IAM. */
const elsewhere = new WeakSet();

/** Calls another service. Its errors prove nothing of the one that is waited for. */
export async function callElsewhere<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isDcsError(error)) elsewhere.add(error);
    throw error;
  }
}

function isElsewhere(error: unknown): boolean {
  return error instanceof Error && (elsewhere.has(error) || isElsewhere(error.cause));
}

/** Notes what an error proves: only a service itself, after it has accepted the key, answers with some. */
export function learnFrom(error: DcsError, proof: Proof): void {
  if (saysWrongAddress(error)) return;
  if (error.code !== "THROTTLED" && !SERVICE_CODE.test(error.serviceCode ?? "")) return;
  if (isElsewhere(error)) proof.isProvedElsewhere = true;
  else proof.isProved = true;
}

/** How long failures in a row may last, in milliseconds. */
export function patienceWith({ isProved, isProvedElsewhere }: Proof): number {
  return isProved || isProvedElsewhere ? patience.provedMs : patience.unprovedMs;
}

/** Whether a wrong endpoint or region may be the cause; if proved right, the fault will pass. */
function saysWrongAddress({ code, status = 0, serviceCode }: DcsError): boolean {
  if (code === "NOT_FOUND") return NO_SUCH_API.includes(serviceCode);
  return code === "SERVICE_ERROR" && ((status >= 300 && status < 400) || status === 405);
}
