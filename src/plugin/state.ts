import { providerText } from "../pulumi/providerText";
import { inputsOfState } from "../resource/properties/savedState";
import type { Properties } from "./values";
import { toPluginInputs } from "./words";

/** The dynamic resource's name of a provider. */
export type DynamicProvider = Parameters<typeof providerText>[0];

/**
 * The state of the life cycle, with the names to look for as an output. It is also a state of the
 * dynamic resource, so that an alias leads there: that resource is read and deleted with the text in
 * `__provider`.
 */
export function toPluginState(state: Properties, provider: DynamicProvider): Properties {
  const { taskNames } = toPluginInputs(inputsOfState(state));
  return {
    ...state,
    ...(taskNames !== undefined && { taskNames }),
    __provider: providerText(provider),
  };
}

/** The state as the life cycle wrote it. */
export function toCoreState(state: Properties): Properties {
  const isAdded = (name: string) => name === "taskNames" || name === "__provider";
  return Object.fromEntries(Object.entries(state).filter(([name]) => !isAdded(name)));
}
