import { assembleState } from "../resource/properties/savedState";
import { resultNamesOf, type ResourceName } from "../resource/properties/table";
import { type Properties, UNKNOWN } from "./values";

/** What is known of a wait that is to come. */
export interface Expected {
  /** With their defaults, in the words of the life cycle. */
  readonly inputs: Properties;
  /** Where the task is; what is absent only the wait will find. */
  readonly place: { readonly region?: unknown; readonly projectId?: unknown };
}

/** The state after a wait that is to come. What it will find is not known. */
export function previewState({ inputs, place }: Expected, resource: ResourceName): Properties {
  const { taskId } = inputs;
  const { region = UNKNOWN, projectId = UNKNOWN } = place;
  const found = Object.fromEntries(resultNamesOf(resource).map((name) => [name, UNKNOWN]));
  const result = { ...found, ...(taskId !== undefined && { taskId }) };
  return assembleState({ inputs, place: { region, projectId }, result, resource });
}
