import type { BackgroundTaskInputs } from "./inputs";
import { pollDefaults } from "./rules";
import { inputDefaults } from "./table";

type Properties = Readonly<Record<string, unknown>>;

/** Applies the defaults. `null` counts as absent; a value that is wrong stays as it is. */
export function withDefaults(news: Properties): Record<string, unknown> {
  const given = Object.fromEntries(
    Object.entries(news).filter(([, value]) => value !== null && value !== undefined),
  );
  const { poll = {} } = given;
  return {
    ...inputDefaults,
    ...given,
    poll: typeof poll === "object" ? { ...pollDefaults, ...poll } : poll,
  };
}

/** Inputs as the engine passes them to create and update, which is after they have passed check. */
export function parseInputs(checked: Properties): BackgroundTaskInputs {
  return checked as unknown as BackgroundTaskInputs;
}
