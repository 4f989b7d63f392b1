import { bodyKinds } from "./bodies.mjs";
import { projectKinds } from "./projects.mjs";
import { socketKinds } from "./sockets.mjs";
import { statusKinds } from "./statuses.mjs";
import { untruthKinds } from "./untruths.mjs";

/**
 * Every way in which one answer may go wrong, by name. `class` is what the answer is to a wait:
 *
 * - `trouble` and `notFound` are retried, and `refused` once more;
 * - `permanent` ends it; `early` does where nothing was answered before, and `unclear` where the
 *   task list does not say how the task stands;
 * - `untrue` is readable and must not end it; `true` says truly whether the task has ended.
 *
 * `proves`: only an answer to the right address and a good key looks like this.
 */
export const kinds = {
  ...socketKinds,
  ...statusKinds,
  ...bodyKinds,
  ...untruthKinds,
  ...projectKinds,
};
