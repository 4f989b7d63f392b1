import { onClock } from "../client/queryClock";
import { proofOf } from "../client/tasks/proof";
import { isDcsError } from "../errors";
import { pollUntilFound } from "../wait/pollUntilFound";
import { findTargets } from "./findTargets";
import { type Followed, type Following, msLeft, toBounds } from "./following";
import { type Place, readTarget } from "./readTarget";
import type { TargetState } from "./target";

/** Looks once, without a wait, at what an earlier run has found or else at what is there now. */
export async function readTargets(following: Following): Promise<Followed> {
  const { client, inputs, known } = following;
  const place = { client, instanceId: inputs.instanceId };
  const saved = known.length > 0 ? known : await find(following);
  const looks = saved.map((state) => ({ state, answer: readPatiently(state, place, following) }));
  const ends = await Promise.allSettled(looks.map(({ answer }) => answer));
  // What the others were answered is not lost with one that was not.
  const isAnyRead = ends.some(({ status }) => status === "fulfilled");
  const states = looks.map(({ state, answer }) =>
    answer.catch((error: unknown) => {
      if (isAnyRead && isDcsError(error)) return { ...state, error };
      throw error;
    }),
  );
  return { states: await Promise.all(states) };
}

async function find(following: Following): Promise<readonly TargetState[]> {
  const { host, client, kind, since, judged, onTrouble, inputs } = following;
  const search = { host, client, timeoutMs: msLeft(following), isPatient: false };
  const { targets, remark } = await findTargets(inputs, { ...search, since, judged, onTrouble });
  if (remark !== undefined) following.onRemark(remark, targets);
  const wanted = kind.isSingle ? targets.slice(0, 1) : targets;
  return wanted.map((target) => ({ target, status: "RUNNING", attempts: 0 }));
}

/** One look that is answered: a host that throttles, or is in trouble for a moment, is asked again. */
async function readPatiently(
  state: TargetState,
  place: Place,
  following: Following,
): Promise<TargetState> {
  const { host, client, inputs, onTrouble } = following;
  const saved = state.answer && state;
  const look = (signal: AbortSignal) =>
    readTarget(state.target, { ...place, ...onClock(host.clock, { signal, retries: 0 }) }, saved);
  const found = await pollUntilFound(look, {
    graceMs: 0,
    timeoutMs: msLeft(following),
    ...toBounds(inputs),
    signal: host.cancelled,
    clock: host.clock,
    onTrouble,
    proof: proofOf(client),
  });
  return found ?? state;
}
