import { bodyKinds } from "./bodies.ts";
import type { FaultKind, FaultKinds } from "./kind.ts";
import { projectKinds } from "./projects.ts";
import { socketKinds } from "./sockets.ts";
import { statusKinds } from "./statuses.ts";
import { untruthKinds } from "./untruths.ts";

/** Every way in which one answer may go wrong, by name. */
export const kinds: FaultKinds = {
  ...socketKinds,
  ...statusKinds,
  ...bodyKinds,
  ...untruthKinds,
  ...projectKinds,
};

/** The kind of this name. */
export function kindOf(name: string): FaultKind {
  const kind = kinds[name];
  if (!kind) throw new Error(`there is no kind of fault called "${name}"`);
  return kind;
}
