import type { CallContext } from "./host/callContext";
import type { Connect } from "./host/clientCache";
import type { Host } from "./host/host";
import type { WaitKind } from "./waitKind";

/** What all calls for one kind of resource share. */
export interface Setup {
  readonly host: Host;
  readonly kind: WaitKind;
  readonly connect: Connect;
}

/** One call of the engine. */
export interface Call extends Setup {
  readonly context: CallContext;
}

/** The old state and the new inputs of a resource. */
export interface Change {
  readonly olds: Record<string, unknown>;
  readonly news: Record<string, unknown>;
}
