import type { Dice } from "../dice.ts";
import { kindOf, kinds } from "../kinds/all.ts";
import type { AnswerClass } from "../kinds/kind.ts";
import { projectKinds } from "../kinds/projects.ts";
import type { Stretch } from "./plan.ts";

/** What may go wrong with a progress query. */
export const names = Object.keys(kinds).filter((name) => !Object.hasOwn(projectKinds, name));

const classIn =
  (...classes: readonly AnswerClass[]) =>
  (name: string) =>
    classes.includes(kindOf(name).class);

/** What says nothing of the task, however often it is asked. */
export const unclear = names.filter(classIn("unclear"));
/** What ends a wait that has had no answer, and no other one. */
export const early = names.filter(classIn("early"));
/** What no wait ends with, if it does not last. */
export const passing = names.filter(classIn("trouble", "notFound", "untrue", "true"));
/** Trouble that comes from the way to the service, or from all of it. */
export const trouble = names.filter((name) => classIn("trouble")(name) && !kindOf(name).hangs);
/** Trouble that is not due to the answer's contents, so that the list has it too. */
export const troubleOfAll = trouble.filter((name) => {
  const { answer, rewrite } = kindOf(name);
  return (
    !rewrite &&
    !(answer && answer({ wall: 0, elsewhere: "", request: { headers: {} } }).status === 200)
  );
});

/** Queries in a row that go wrong, all alike or each in its way. */
export function stretch(
  is: Dice,
  some: readonly string[],
  { from, count, afterEnd = false }: Omit<Stretch, "kind">,
): Stretch[] {
  if (is.chance(0.4)) return [{ kind: weighed(is, some), from, count, afterEnd }];
  return Array.from({ length: count }, (_, n) => ({
    kind: weighed(is, some),
    from: from + n,
    count: 1,
    afterEnd,
  }));
}

/** How long a row of trouble is: mostly short. */
export function someCount(is: Dice): number {
  return Math.min(1 + Math.floor(-Math.log(1 - is.random()) * 2), 9);
}

function weighed(is: Dice, some: readonly string[]): string {
  for (;;) {
    const name = is.pick(some);
    if (is.chance(kindOf(name).weight ?? 1)) return name;
  }
}
