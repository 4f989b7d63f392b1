import type { CallContext } from "../resource/host/callContext";
import type { Operation } from "../resource/host/timeouts";
import type { PluginHost } from "./pluginHost";

/** What a request of the engine says beside the properties. */
export interface EngineRequest {
  readonly urn: string;
  /** The operation whose time-out is given. Default: the request waits for nothing. */
  readonly operation?: Operation;
  /** The engine's time-out of the operation, in seconds. Default 0: none. */
  readonly timeoutSeconds?: number;
}

/** The context of one call. */
export function contextOf(
  host: PluginHost,
  { urn, operation, timeoutSeconds = 0 }: EngineRequest,
): CallContext {
  return {
    urn,
    timeouts: operation && timeoutSeconds > 0 ? { [operation]: `${timeoutSeconds}s` } : {},
    row: host.row(urn),
    // The engine fills the row of an update with its diff.
    seat: operation === "update" ? host.overview?.join((text) => text) : undefined,
    cancelled: host.cancelled,
  };
}
