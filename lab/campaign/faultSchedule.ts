import type { Path } from "./paths.ts";
import type { ServicePlan, Spell, Stretch } from "./plan/plan.ts";

const SECOND = 1_000;

type SchedulePlan = Pick<ServicePlan, "faults" | "listFaults" | "iamFaults" | "spells" | "limit">;

/** Which request of a run is to go wrong, and how. */
export class FaultSchedule {
  isQuiet = false;
  readonly #plan: SchedulePlan;
  readonly #counts = { progress: 0, list: 0, iam: 0, ended: 0 };
  /** When the host let requests through in the last second. */
  #recent: number[] = [];

  constructor(plan: SchedulePlan) {
    this.#plan = plan;
  }

  /** Counts a request, and gives the kind of what is to go wrong with it. */
  next(path: Path, { at, hasEnded }: { at: number; hasEnded: boolean }): string | undefined {
    const counts = this.#counts;
    counts[path] += 1;
    if (path === "progress" && hasEnded) counts.ended += 1;
    if (this.isQuiet) return undefined;
    const spell = this.#spellAt(path, at);
    if (spell) return spell.kind;
    if (this.#isTooMuch(at)) return "429 without Retry-After";
    return this.#stretches(path).find(({ from, count, afterEnd }) => {
      const n = afterEnd ? counts.ended : counts[path];
      return n >= from && n < from + count;
    })?.kind;
  }

  /** Whether a request now would go wrong, or a later one of a stretch that has begun. */
  isFailing(path: Path, at: number): boolean {
    const next = this.#counts[path] + 1;
    const isInStretch = this.#stretches(path).some(
      ({ from, count }) => next >= from && next < from + count,
    );
    return isInStretch || this.#spellAt(path, at) !== undefined;
  }

  #spellAt(path: Path, at: number): Spell | undefined {
    return this.#plan.spells.find(
      ({ paths, from, until }) => (!paths || paths.includes(path)) && at >= from && at < until,
    );
  }

  #stretches(path: Path): readonly Stretch[] {
    const { faults, listFaults, iamFaults } = this.#plan;
    return { progress: faults, list: listFaults, iam: iamFaults }[path];
  }

  /** The service lets through so many requests a second. */
  #isTooMuch(at: number): boolean {
    const { limit } = this.#plan;
    if (!limit) return false;
    this.#recent = this.#recent.filter((before) => at - before < SECOND);
    if (this.#recent.length >= limit.perSecond) return true;
    this.#recent.push(at);
    return false;
  }
}
