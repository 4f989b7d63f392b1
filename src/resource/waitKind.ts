import type { Snapshot, Summary } from "../display/statusLine";
import type { ResourceName } from "./properties/table";
import type { StoredState, TargetState } from "./targets/targetState";

type Properties = Readonly<Record<string, unknown>>;

/** How the resources of this package differ; the rest of their life cycle is the same. */
export interface WaitKind {
  /** Which inputs and outputs it has: see `properties/table.ts`. */
  readonly resource: ResourceName;
  /** Whether only the newest of the tasks that are found is waited for. */
  readonly isSingle: boolean;
  /** What the inputs name, for people. Makes no request. */
  describe(inputs: Properties, isUnknown: (value: unknown) => boolean): string;
  /** All states together as they stand at `now`, on the host's clock, for the line on screen. */
  view(states: readonly TargetState[], now: number): Snapshot;
  /** How the wait ended, for the last line; `undefined` if no target was waited for. */
  summarize(states: readonly TargetState[]): Summary | undefined;
  /** The outputs beside the inputs. */
  toResult(states: readonly TargetState[]): object;
  /** The targets that a state holds. */
  statesOf(state: Properties): StoredState[];
}
