import type { Reply } from "../reply";
import type { Fault, Scenario } from "../scenarios/scenario";

/** The fault planned for a progress query of a task, the first that fits. */
export function faultAt({ faults = [] }: Scenario, request: number): Fault | undefined {
  return faults.find(({ request: wanted }) => {
    const [first, last] = typeof wanted === "number" ? [wanted, wanted] : wanted;
    return first <= request && request <= last;
  });
}

/** The answer with a fault: another one, or the ordinary one with further headers. */
export function applyFault(reply: Reply, fault: Fault): Reply {
  const { status, body, contentType, headers } = fault;
  if (status === undefined && body === undefined && contentType === undefined) {
    return { ...reply, headers: { ...reply.headers, ...headers } };
  }
  return { status: status ?? 200, body: body ?? "", contentType, headers };
}

/** A fault in a few characters, for the log of requests. */
export function describeFault({ status, body, drop, delaySeconds }: Fault): string {
  const parts = [
    status === undefined ? undefined : `${status}`,
    status === undefined && body !== undefined ? "other body" : undefined,
    drop === undefined ? undefined : `drop ${drop}`,
    delaySeconds === undefined ? undefined : `delay ${delaySeconds}s`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "other headers" : parts.join(", ");
}
