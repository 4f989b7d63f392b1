import { isDeepStrictEqual } from "node:util";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { withDefaults } from "../resource/properties/completeInputs";
import { inputsOfState } from "../resource/properties/savedState";
import { inputDefaults, inputNamesOf, type ResourceName } from "../resource/properties/table";
import type { Change } from "../resource/setup";
import { contextOf, type EngineRequest } from "./callContext";
import type { PluginResource } from "./resource";
import { toCoreState } from "./state";
import type { Properties } from "./values";
import { toCoreInputs, toPluginInputs, toPluginName } from "./words";

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
const { Kind } = PropertyDiff;

/** Outputs that no update changes. */
const stables = ["instanceId", "region", "projectId"];

/**
 * Compares a saved state with new inputs, and names each input that changed. That a wait is to be
 * resumed is a change without a detail: of an output the engine would show the old value alone, as if
 * it were removed. Makes no request.
 */
export async function diff(
  { host, kind, lifecycle }: PluginResource,
  { olds, inputs }: { readonly olds: Properties; readonly inputs: Properties },
  request: EngineRequest,
): Promise<DiffResponse> {
  const change = { olds: toCoreState(olds), news: toCoreInputs(inputs) };
  const context = contextOf(host, request);
  const { changes, replaces = [] } = await lifecycle.diff(change.olds, change.news, context);
  const response = new DiffResponse().setStablesList(stables);
  if (changes === false) return response.setChanges(DIFF_NONE);
  const details = findDetails(change, replaces, kind.resource);
  for (const [name, detail] of details) response.getDetaileddiffMap().set(name, detail);
  return response
    .setChanges(DIFF_SOME)
    .setReplacesList(replaces)
    .setDiffsList(details.map(([name]) => name))
    .setHasdetaileddiff(details.length > 0);
}

function findDetails(
  { olds, news }: Change,
  replaces: readonly string[],
  resource: ResourceName,
): (readonly [string, PropertyDiff])[] {
  const before = toPluginInputs({ ...inputDefaults, ...inputsOfState(olds) });
  const after = toPluginInputs(withDefaults(news));
  return inputNamesOf(resource).flatMap((property) => {
    const name = toPluginName(property);
    const isReplacing = replaces.includes(property);
    const isChanged = !isDeepStrictEqual(before[name], after[name]);
    if (!isReplacing && !isChanged) return [];
    const kind = isReplacing ? Kind.UPDATE_REPLACE : kindOf(before[name], after[name]);
    // Region and project may come from the provider instead.
    return [[name, new PropertyDiff().setKind(kind).setInputdiff(isChanged)]];
  });
}

function kindOf(before: unknown, after: unknown): PropertyDiff.Kind {
  if (before === undefined) return Kind.ADD;
  return after === undefined ? Kind.DELETE : Kind.UPDATE;
}
