import type { EventDetails, EventKind, Plan } from "./plan/plan.ts";
import type { RunClock } from "./runClock.ts";
import type { Stage } from "./stage.ts";

/** Ends a wait. */
type Abort = () => void;

interface Happening extends EventDetails {
  readonly aborts?: readonly Abort[];
}

/** Plans what happens beside the answers. `aborts` end the waits. */
export function planEvents(stage: Stage<Plan, RunClock>, aborts: readonly Abort[]): void {
  for (const { kind, at, ...more } of stage.plan.events) {
    stage.clock.at(at, () => happen(stage, kind, { ...more, aborts }));
  }
}

/** Lets something happen now. */
export async function happen(stage: Stage, kind: EventKind, more: Happening = {}): Promise<void> {
  stage.happened.push(kind);
  await events[kind](stage, more);
}

const events: Readonly<
  Record<EventKind, (stage: Stage, happening: Happening) => Promise<void> | undefined>
> = {
  "instance deleted": (stage) => {
    stage.isDeleted = true;
    return undefined;
  },
  "record purged, known to the list": (stage) => {
    stage.isPurged = true;
    return undefined;
  },
  "record purged, and not in the list": (stage) => {
    stage.isPurged = true;
    stage.isUnlisted = true;
    return undefined;
  },
  "keys renewed": (stage) => {
    stage.keys.renew();
    return stage.service.restart();
  },
  "keys expired for good": (stage) => {
    stage.keys.expire();
    return stage.service.restart();
  },
  "clock jumps": (stage, { byMs = 0 }) => {
    stage.skewMs += byMs;
    return undefined;
  },
  "simulator killed and restarted": (stage, { forMs = 0 }) => stage.service.restart({ forMs }),
  "machine suspended": (stage, { forMs = 0 }) => {
    stage.clock.jump(forMs);
    stage.suspensions.push(stage.clock.now());
    return undefined;
  },
  "wait aborted": (stage, { onRequest, aborts = [] }) => {
    const abort = () => {
      for (const one of aborts) one();
    };
    if (!onRequest) {
      abort();
      return undefined;
    }
    stage.onNextRequest((entry) => {
      // Its answer never comes.
      Object.assign(entry, { wanted: "time-out before the headers", onArrival: abort });
    });
    return undefined;
  },
  "one of several waits aborted": (stage, { onRequest, aborts: [abort] = [] }) => {
    if (onRequest) {
      stage.onNextRequest((entry) => {
        entry.onArrival = abort;
      });
    } else abort?.();
    return undefined;
  },
};
