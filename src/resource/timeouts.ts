import type { CustomTimeouts } from "./inputs";

type Properties = Readonly<Record<string, unknown>>;

/** Whether a state was left by a create that has not ended well, or by a resumption of it. */
export function isCreating(olds: Properties): boolean {
  return olds["__creating"] === true;
}

/**
 * The inputs for going on with an unfinished wait. The engine runs that as an update, also where a
 * create began it; `customTimeouts.create` then still holds, unless there is one for updates.
 */
export function resumedInputs(olds: Properties, news: Properties): Properties {
  const given = timeoutsOf(news);
  // One that a transform has set is in the state alone: the engine's request names that of updates.
  const create = given.create ?? timeoutsOf(olds).create;
  if (!isCreating(olds) || create === undefined) return news;
  return { ...news, __timeouts: { create, update: given.update ?? create } };
}

function timeoutsOf({ __timeouts: timeouts }: Properties): CustomTimeouts {
  return typeof timeouts === "object" && timeouts !== null ? timeouts : {};
}
