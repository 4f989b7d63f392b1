import type { Overview } from "../display/overview";
import type { ResourceRow } from "../resource/host/callContext";
import type { Host } from "../resource/host/host";
import type { Configuration } from "../settings/settings";

/** The engine, as resources see it from the process of their provider. */
export interface ProviderHost extends Host {
  /** Takes the configuration: the stack's, or that of an explicit provider. */
  configure(configuration: Configuration): void;
  /** The row of the resource with this URN, which never shows these secrets. */
  row(urn: string | undefined, secrets: readonly string[]): ResourceRow;
  /** All waits together; `undefined` where it is not needed. */
  readonly overview: Overview | undefined;
  /** Aborts when the engine is told to stop, or is gone; for an operation that begins now. */
  readonly cancelled: AbortSignal;
}
