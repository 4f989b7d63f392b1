import { seededRandom } from "../../shared/random.ts";
import { inVirtualTime } from "../../shared/virtualTime.ts";
import { type Answer, wholePercent, wholeSeconds } from "../shapes.ts";
import { AccountLimit, type AccountLimits, type Refusal } from "./service.ts";

/** Processes that each wait for tasks, all of one account. */
export interface Fleet {
  readonly processes: number;
  /** Tasks that each process waits for at the same time. */
  readonly waits: number;
  readonly limits: AccountLimits;
  readonly seed: number;
}

/** What one query of a task is answered, or that it is refused. */
type Reply =
  | { readonly kind: "running"; readonly answer: Answer }
  | { readonly kind: "ended" }
  | { readonly kind: "refused"; readonly retryAfterMs: number | undefined };

/** One task of one process. */
export interface FleetTask {
  /** Asks the service, which takes a while. */
  readonly ask: () => Promise<Reply>;
  readonly seed: number;
}

/** How the processes of a fleet wait: called for each process, and then for each of its tasks. */
export interface FleetMethod {
  readonly name: string;
  readonly startProcess: (now: () => number) => (task: FleetTask) => Promise<void>;
}

/** What came of one process after the first minutes. */
export interface ProcessFigures {
  requests: number;
  refused: number;
  /** Waits that ended with an error. */
  gaveUp: number;
  /** From the end of each task to the end of the wait for it, in milliseconds. */
  readonly delays: number[];
}

/** From the request to its answer, in milliseconds. */
const ROUND_TRIP_MS = 50;
/** Processes start within this time. */
const STARTS_WITHIN_MS = 60_000;
/** What comes before is the way to the steady state. */
export const MEASURED_FROM_MS = 5 * 60_000;
export const MEASURED_UNTIL_MS = 15 * 60_000;
const [SHORTEST_MS, LONGEST_MS] = [30_000, 600_000];

/** Plays a fleet in virtual time: each process waits for one task after the other in each place. */
export function playFleet(fleet: Fleet, method: FleetMethod): Promise<readonly ProcessFigures[]> {
  return inVirtualTime(fleet.seed, async (now) => {
    const limit = new AccountLimit(fleet.limits, now);
    const random = seededRandom(fleet.seed);
    const all: Promise<ProcessFigures>[] = [];
    for (let process = 0; process < fleet.processes; process += 1) {
      all.push(playProcess({ method, limit, now, random, waits: fleet.waits }));
    }
    return Promise.all(all);
  });
}

interface Playing {
  readonly method: FleetMethod;
  readonly limit: AccountLimit;
  readonly now: () => number;
  readonly random: () => number;
  readonly waits: number;
}

async function playProcess(playing: Playing): Promise<ProcessFigures> {
  const { method, now, random, waits } = playing;
  const figures: ProcessFigures = { requests: 0, refused: 0, gaveUp: 0, delays: [] };
  const startsAt = random() * STARTS_WITHIN_MS;
  const seeds = Array.from({ length: waits }, () => Math.floor(random() * 2 ** 32));
  await sleep(startsAt);
  const wait = method.startProcess(now);
  await Promise.all(seeds.map((seed) => playPlace(wait, seed, { ...playing, figures })));
  return figures;
}

/** One task after the other. The last one is not waited for to its end. */
async function playPlace(
  wait: (task: FleetTask) => Promise<void>,
  seed: number,
  { limit, now, figures }: Playing & { readonly figures: ProcessFigures },
): Promise<void> {
  const random = seededRandom(seed);
  while (now() < MEASURED_UNTIL_MS) {
    const startedAt = now();
    const durationMs = SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** random();
    const ask = async () => {
      const isCounted = now() >= MEASURED_FROM_MS && now() < MEASURED_UNTIL_MS;
      await sleep(ROUND_TRIP_MS / 2);
      const refusal = limit.ask();
      const elapsedMs = now() - startedAt;
      await sleep(ROUND_TRIP_MS / 2);
      if (isCounted) figures.requests += 1;
      if (isCounted && refusal) figures.refused += 1;
      // The run is over: what is left may end.
      if (now() > MEASURED_UNTIL_MS) return { kind: "ended" } as const;
      return replyOf(refusal, elapsedMs, durationMs);
    };
    const task = { ask, seed: Math.floor(random() * 2 ** 32) };
    const hasEnded = await wait(task).then(
      () => true,
      () => false,
    );
    if (!hasEnded) {
      figures.gaveUp += 1;
      continue;
    }
    const [endedAt, noticedAt] = [startedAt + durationMs, now()];
    const isCounted = endedAt >= MEASURED_FROM_MS && noticedAt < MEASURED_UNTIL_MS;
    if (isCounted) figures.delays.push(noticedAt - endedAt);
  }
}

/** The estimate is right. */
function replyOf(refusal: Refusal, elapsedMs: number, durationMs: number): Reply {
  if (refusal) return { kind: "refused", ...refusal };
  if (elapsedMs >= durationMs) return { kind: "ended" };
  const progress = wholePercent(elapsedMs / durationMs);
  return {
    kind: "running",
    answer: { progress, remainTime: wholeSeconds(durationMs - elapsedMs) },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
