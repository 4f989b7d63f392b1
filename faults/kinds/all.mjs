import { bodyKinds } from "./bodies.mjs";
import { socketKinds } from "./sockets.mjs";
import { statusKinds } from "./statuses.mjs";
import { untruthKinds } from "./untruths.mjs";

/**
 * Every way in which one answer may go wrong, by name. `class` is what the answer is to a wait:
 * `trouble` and `notFound` are waited out, `refused` is tried once more, `permanent` ends it,
 * `untrue` is readable and must not end it, `true` says truly whether the task has ended.
 */
export const kinds = { ...socketKinds, ...statusKinds, ...bodyKinds, ...untruthKinds };

/** What happens beside the answers; see `events.mjs`. */
export const eventKinds = [
  "not found at first",
  "record purged before the end",
  "record purged after the end",
  "record purged, known to the list",
  "instance deleted",
  "keys renewed in mid-wait",
  "keys expired for good",
  "clock skew of an hour",
  "simulator killed and restarted",
  "machine suspended",
  "wait aborted",
  "one of several waits aborted",
  "a maintenance window",
  "100 % that settles late",
];
