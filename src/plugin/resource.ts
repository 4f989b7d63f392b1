import type { Connect } from "../resource/host/clientCache";
import { PartialFailure } from "../resource/host/partialFailure";
import { createLifecycle, type Lifecycle } from "../resource/lifecycle";
import { isOwnState } from "../resource/properties/savedState";
import type { InputFailure } from "../resource/properties/validateInputs";
import type { WaitKind } from "../resource/waitKind";
import { contextOf, type EngineRequest } from "./callContext";
import { parseImportId } from "./importId";
import { InitFailure } from "./partialFailure";
import type { PluginHost } from "./pluginHost";
import { type DynamicProvider, toCoreState, toPluginState } from "./state";
import type { Properties } from "./values";
import { findForeignWords, toCoreInputs, toPluginFailure, toPluginInputs } from "./words";

/** One kind of resource of the plugin. */
export interface ResourceType {
  readonly kind: WaitKind;
  /** The provider of the dynamic resource with the same states. */
  readonly dynamicProvider: DynamicProvider;
}

/** What all resources of the process share. */
export interface Shared {
  readonly host: PluginHost;
  readonly connect: Connect;
}

/** The life cycle of one kind of resource, with inputs and states in the plugin's words. */
export interface PluginResource extends ResourceType, Pick<Shared, "host"> {
  readonly lifecycle: Lifecycle;
}

/** A saved state and new inputs. */
export interface Updated {
  readonly olds: Properties;
  readonly inputs: Properties;
}

/** Makes the life cycle of one kind of resource. */
export function createResource(type: ResourceType, { host, connect }: Shared): PluginResource {
  return { ...type, host, lifecycle: createLifecycle(host, type.kind, connect) };
}

/** Finds every problem at once, each on its input. Makes no request. */
export async function check(
  { host, lifecycle }: PluginResource,
  given: Properties,
  request: EngineRequest,
): Promise<{ inputs: Properties; failures: readonly InputFailure[] }> {
  const foreign = findForeignWords(given);
  const refused = Object.fromEntries(foreign.map(({ property }) => [property, undefined]));
  const news = toCoreInputs({ ...given, ...refused });
  const { inputs, failures } = await lifecycle.check(news, contextOf(host, request));
  return {
    inputs: toPluginInputs(inputs),
    failures: [...foreign, ...failures.map(toPluginFailure)],
  };
}

/** Waits for what the inputs name. */
export async function create(
  resource: PluginResource,
  inputs: Properties,
  request: EngineRequest,
): Promise<{ id: string; properties: Properties }> {
  const { host, lifecycle } = resource;
  const context = contextOf(host, request);
  const { id, outs } = await keepingState({ resource, inputs }, () =>
    lifecycle.create(toCoreInputs(inputs), context),
  );
  return { id, properties: toPluginState(outs, resource.dynamicProvider) };
}

/** Does what the difference between a state and new inputs asks for. */
export async function update(
  resource: PluginResource,
  { olds, inputs }: Updated,
  request: EngineRequest,
): Promise<Properties> {
  const { host, lifecycle } = resource;
  const context = contextOf(host, request);
  const { outs } = await keepingState({ resource, inputs }, () =>
    lifecycle.update(toCoreState(olds), toCoreInputs(inputs), context),
  );
  return toPluginState(outs, resource.dynamicProvider);
}

/** Looks once. Where there is no state, the id names what to look at. `undefined` if it is gone. */
export async function read(
  { host, kind, lifecycle, dynamicProvider }: PluginResource,
  { id, saved }: { readonly id: string; readonly saved: Properties },
  request: EngineRequest,
): Promise<{ id: string; properties: Properties; inputs: Properties } | undefined> {
  const named = parseImportId(id, { hasTaskId: kind.isSingle });
  const olds = isOwnState(saved) ? toCoreState(saved) : { ...toCoreInputs(saved), ...named };
  const context = contextOf(host, request);
  const found = await lifecycle.read(named.instanceId, olds, context);
  if (found.id === undefined) return undefined;
  const { props = {}, inputs = {} } = found;
  return {
    id: found.id,
    properties: toPluginState(props, dynamicProvider),
    inputs: toPluginInputs(inputs),
  };
}

/** Makes a call whose failure keeps the state. */
async function keepingState<T>(
  { resource, inputs }: { readonly resource: PluginResource; readonly inputs: Properties },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    const properties = toPluginState({ ...error.properties }, resource.dynamicProvider);
    throw new InitFailure(error, { properties, inputs });
  }
}
