import type { DcsClient } from "../client/dcsClient";
import type { DcsError } from "../errors";
import type { DelayBounds } from "../wait/schedule";
import type { WaitStatus } from "../wait/waitResult";
import type { Judgement } from "./endings";
import type { Host } from "./host";
import type { BackgroundTaskInputs } from "./inputs";
import type { Target, TargetState } from "./target";
import type { WaitKind } from "./waitKind";

/** A wait for all that the inputs name. */
export interface Following {
  readonly host: Host;
  readonly client: DcsClient;
  readonly kind: WaitKind;
  readonly inputs: BackgroundTaskInputs;
  readonly judgement: Judgement;
  /** On the host's clock. */
  readonly deadline: number;
  /** What an earlier run has found; where there is nothing, it is looked for. */
  readonly known: readonly TargetState[];
  /** Since when tasks are not judged yet, by the service's clock. Default: this run began. */
  readonly since: number | undefined;
  /** Ids of tasks that an earlier run has judged, and that are no answer to these inputs. */
  readonly judged: readonly string[];
  readonly onProgress: (states: readonly TargetState[], status: WaitStatus) => void;
  readonly onTrouble: (error: DcsError, nextDelayMs?: number) => void;
  /** What a person must know about what was found. */
  readonly onRemark: (text: string, found: readonly Target[]) => void;
}

/** How a wait for all ended. */
export interface Followed {
  readonly states: readonly TargetState[];
  /** Why it ended before it was known whether there is more to wait for. */
  readonly error?: DcsError;
}

/** Milliseconds that are left of the time-out; at least one, so that a last look is possible. */
export function msLeft({ deadline, host }: Following): number {
  return Math.max(deadline - host.clock.now(), 1);
}

/** The bounds of the gap between two queries. */
export function toBounds({ poll }: BackgroundTaskInputs): DelayBounds {
  return { minDelayMs: poll.minSeconds * 1000, maxDelayMs: poll.maxSeconds * 1000 };
}
