import { hideSecrets } from "../pulumi/hideSecrets";
import type { CallContext } from "../resource/host/callContext";
import type { Operation } from "../resource/host/timeouts";
import type { PluginHost } from "./pluginHost";
import type { Secrets } from "./secrets";

/** What a request of the engine says beside the properties. */
export interface EngineRequest {
  readonly urn: string;
  readonly secrets: Secrets;
  /** The operation whose time-out is given. Default: the request waits for nothing. */
  readonly operation?: Operation;
  /** The engine's time-out of the operation, in seconds. Default 0: none. */
  readonly timeoutSeconds?: number;
}

/** The context of one call. */
export function contextOf(
  host: PluginHost,
  { urn, secrets, operation, timeoutSeconds = 0 }: EngineRequest,
): CallContext {
  const { texts } = secrets;
  return {
    urn,
    timeouts: operation && timeoutSeconds > 0 ? { [operation]: `${timeoutSeconds}s` } : {},
    row: host.row(urn, texts),
    // The engine fills the row of an update with its diff.
    seat:
      operation === "update" ? host.overview?.join((text) => hideSecrets(text, texts)) : undefined,
    cancelled: host.cancelled,
  };
}
