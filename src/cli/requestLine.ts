import { printable } from "../printable";
import type { RecordedRequest } from "../simulator/index";

/** One line about a request: time, method, path, status, and what is known of task, fault and error. */
export function requestLine(request: RecordedRequest): string {
  const { at, method, path, query, status, scenario, progress, fault, code } = request;
  const search = new URLSearchParams(query).toString();
  return [
    new Date(at).toISOString(),
    method,
    printable(search === "" ? path : `${path}?${search}`),
    status === 0 ? "---" : `${status}`,
    scenario && printable(scenario),
    progress === undefined ? undefined : `${progress}%`,
    code,
    fault === undefined ? undefined : `fault: ${fault}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
