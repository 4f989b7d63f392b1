/** Plans what happens beside the answers. `aborts` are the controllers of the waits. */
export function planEvents(stage, aborts) {
  for (const { kind, at, ...more } of stage.plan.events) {
    stage.clock.at(at, () => happen(stage, kind, { ...more, aborts }));
  }
}

/** Lets something happen now. */
export function happen(stage, kind, more = {}) {
  stage.happened.push(kind);
  return events[kind](stage, more);
}

const events = {
  "instance deleted": (stage) => (stage.isDeleted = true),
  "record purged, known to the list": (stage) => (stage.isPurged = true),
  "record purged, and not in the list": (stage) => (stage.isPurged = stage.isUnlisted = true),
  "keys renewed": (stage) => {
    stage.keys.renew();
    return stage.restart();
  },
  "keys expired for good": (stage) => {
    stage.keys.expire();
    return stage.restart();
  },
  "clock jumps": (stage, { byMs }) => (stage.skewMs += byMs),
  "simulator killed and restarted": (stage, { forMs }) => stage.restart({ forMs }),
  "machine suspended": (stage, { forMs }) => {
    stage.clock.jump(forMs);
    stage.suspensions.push(stage.clock.now());
  },
  "wait aborted": (stage, { onRequest, aborts }) => {
    const abort = () => aborts.forEach((one) => one());
    if (!onRequest) return abort();
    stage.onNextRequest((entry) => {
      // Its answer never comes.
      Object.assign(entry, { wanted: "time-out before the headers", onArrival: abort });
    });
  },
  "one of several waits aborted": (stage, { onRequest, aborts }) => {
    if (onRequest) stage.onNextRequest((entry) => Object.assign(entry, { onArrival: aborts[0] }));
    else aborts[0]();
  },
};
