/** Plans what happens beside the answers. `aborts` are the controllers of the waits. */
export function planEvents(stage, aborts) {
  for (const { kind, at, ...more } of stage.plan.events) {
    stage.clock.at(at, () => {
      const { [kind]: happen } = events;
      happen(stage, more, aborts);
      stage.happened.push(kind);
    });
  }
}

const events = {
  "instance deleted": (stage) => (stage.isDeleted = true),
  "record purged, known to the list": (stage) => (stage.isPurged = true),
  "keys renewed in mid-wait": (stage) => stage.restart({ renewKeys: true }),
  "keys expired for good": (stage) => stage.expireKeys(),
  "clock skew of an hour": (stage, { byMs }) => (stage.skewMs += byMs),
  "simulator killed and restarted": (stage, { forMs }) => stage.restart({ forMs }),
  "machine suspended": (stage, { forMs }) => {
    stage.clock.jump(forMs);
    stage.suspensions.push(stage.clock.now());
  },
  "wait aborted": (stage, { onRequest }, aborts) => {
    const abort = () => aborts.forEach((one) => one());
    if (!onRequest) return abort();
    stage.onNextRequest((entry) => {
      // Nobody waits for its answer any more, so that it is never given.
      Object.assign(entry, { wanted: "time-out before the headers", onArrival: abort });
    });
  },
  "one of several waits aborted": (stage, { onRequest }, aborts) => {
    if (onRequest) stage.onNextRequest((entry) => Object.assign(entry, { onArrival: aborts[0] }));
    else aborts[0]();
  },
};
