import { printable } from "../printable";
import type { RecordedRequest } from "../simulator/index";

/** One log line for a request: time, method, path, status, then scenario, progress, error and fault. */
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
