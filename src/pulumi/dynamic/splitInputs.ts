import { parseDuration } from "../../display/duration";
import { type CustomTimeouts, parseTimeouts, pick } from "../../resource/properties/savedState";
import type { InputFailure } from "../../resource/properties/validateInputs";

type Properties = Record<string, unknown>;

const hiddenNames = ["__urn", "__timeouts", "__secrets"] as const;

/** Names of the hidden inputs. */
export type HiddenName = (typeof hiddenNames)[number];

/** What a program has passed, in two parts. */
export interface SplitInputs {
  /** Inputs that users see. */
  readonly inputs: Properties;
  /** Hidden inputs and the provider text, which the state must keep. */
  readonly hidden: Properties;
}

/** Separates inputs that users see from hidden ones. */
export function splitInputs(properties: Properties): SplitInputs {
  const entries = Object.entries(properties);
  const isHidden = ([name]: readonly [string, unknown]) => name.startsWith("__");
  return {
    inputs: Object.fromEntries(entries.filter((entry) => !isHidden(entry))),
    hidden: Object.fromEntries(
      entries.filter((entry) => isHidden(entry) && entry[1] !== null && entry[1] !== undefined),
    ),
  };
}

/** The hidden inputs in a state. */
export function hiddenInputsOf(state: Properties): Properties {
  return pick(state, hiddenNames);
}

/** What a state keeps beside what the life cycle writes: hidden inputs and the provider text. */
export function hiddenStateOf(state: Properties): Properties {
  return pick(state, [...hiddenNames, "__provider"]);
}

/** The resource's URN among hidden inputs. */
export function urnOf({ __urn: urn }: Properties): string | undefined {
  return typeof urn === "string" ? urn : undefined;
}

/** The time-outs among hidden inputs. */
export function timeoutsOf({ __timeouts: timeouts }: Properties): CustomTimeouts {
  return parseTimeouts(timeouts);
}

/** What is wrong with hidden inputs, in the words of the resource's options. */
export function validateHidden(
  { __timeouts: timeouts }: Properties,
  isUnknown: (value: unknown) => boolean,
): InputFailure[] {
  if (typeof timeouts !== "object" || timeouts === null) return [];
  const isDuration = (value: unknown) =>
    isUnknown(value) || (typeof value === "string" && parseDuration(value) !== undefined);
  return Object.entries(timeouts)
    .filter(([, value]) => !isDuration(value))
    .map(([operation]) => {
      const property = `customTimeouts.${operation}`;
      return { property, reason: `"${property}" must be a duration above zero, such as "30m"` };
    });
}
