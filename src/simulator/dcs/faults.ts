import type { Reply } from "../reply";
import type { Fault, Scenario } from "../scenarios/scenario";

/** The first fault of a task that applies to the n-th progress query. */
export function faultAt({ faults = [] }: Scenario, request: number): Fault | undefined {
  return faults.find(({ request: wanted }) => {
    const [first, last] = typeof wanted === "number" ? [wanted, wanted] : wanted;
    return first <= request && request <= last;
  });
}

/** Applies a fault to an answer: replaces it, or adds headers. */
export function applyFault(reply: Reply, fault: Fault): Reply {
  const { status, body, contentType, headers } = fault;
  if (status === undefined && body === undefined && contentType === undefined) {
    return { ...reply, headers: { ...reply.headers, ...headers } };
  }
  return { status: status ?? 200, body: body ?? "", contentType, headers };
}

/** A short name of a fault for the request log. */
export function describeFault({ status, body, drop, delaySeconds }: Fault): string {
  const parts = [
    status === undefined ? undefined : `${status}`,
    status === undefined && body !== undefined ? "other body" : undefined,
    drop === undefined ? undefined : `drop ${drop}`,
    delaySeconds === undefined ? undefined : `delay ${delaySeconds}s`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "other headers" : parts.join(", ");
}
