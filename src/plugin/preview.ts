import { settingsSources } from "../resource/host/settingsSources";
import { planChange } from "../resource/plan";
import { assembleState } from "../resource/properties/savedState";
import { resultNamesOf, type ResourceName } from "../resource/properties/table";
import { findPlace } from "../settings/settings";
import type { EngineRequest } from "./callContext";
import { type PluginResource, update, type Updated } from "./resource";
import { toCoreState, toPluginState } from "./state";
import { isUnknown, type Properties, UNKNOWN } from "./values";
import { toCoreInputs } from "./words";

/** What is known of a wait that is to come. */
interface Expected {
  /** With their defaults, in the words of the life cycle. */
  readonly inputs: Properties;
  /** Where the task is; what is absent only the wait will find. */
  readonly place: { readonly region?: unknown; readonly projectId?: unknown };
}

/** What a create will return, as far as it is known; `id` is empty if it is not. Makes no request. */
export async function previewCreate(
  { host, kind, dynamicProvider }: PluginResource,
  given: Properties,
): Promise<{ id: string; properties: Properties }> {
  const inputs = toCoreInputs(given);
  const { instanceId } = inputs;
  const place = findPlace(await settingsSources(host, inputs));
  const state = previewState({ inputs, place }, kind.resource);
  return {
    id: isUnknown(instanceId) ? "" : String(instanceId),
    properties: toPluginState(state, dynamicProvider),
  };
}

/** What an update will return, as far as it is known. Makes no request. */
export async function previewUpdate(
  resource: PluginResource,
  updated: Updated,
  request: EngineRequest,
): Promise<Properties> {
  const { kind, dynamicProvider } = resource;
  const olds = toCoreState(updated.olds);
  const inputs = toCoreInputs(updated.inputs);
  const { kind: action } = planChange({ olds, news: inputs }, kind, {});
  // An update that only stores inputs makes no request either.
  if (action !== "restart" && action !== "resume") return update(resource, updated, request);
  // In another place it would be another resource.
  const state = previewState({ inputs, place: olds }, kind.resource);
  return toPluginState(state, dynamicProvider);
}

/** The state after a wait that is to come. What it will find is not known. */
function previewState({ inputs, place }: Expected, resource: ResourceName): Properties {
  const { taskId } = inputs;
  const { region = UNKNOWN, projectId = UNKNOWN } = place;
  const found = Object.fromEntries(resultNamesOf(resource).map((name) => [name, UNKNOWN]));
  const result = { ...found, ...(taskId !== undefined && { taskId }) };
  return assembleState({ inputs, place: { region, projectId }, result, resource });
}
