import { allTasks } from "../resource/allTasks";
import { oneTask } from "../resource/oneTask";
import { createResource, type PluginResource, type ResourceType, type Shared } from "./resource";

/** The resources by their type tokens. */
const types: Readonly<Record<string, ResourceType>> = {
  "huaweicloud-dcs:index:Task": { kind: oneTask, dynamicProvider: "backgroundTask" },
  "huaweicloud-dcs:index:Tasks": { kind: allTasks, dynamicProvider: "instanceTasks" },
};

/** Finds the life cycle for a URN. Throws for a type that is not there. */
export type FindResource = (urn: string) => PluginResource;

/** Makes the life cycles of all resources. */
export function createResources(shared: Shared): FindResource {
  const resources = new Map(
    Object.entries(types).map(([token, type]) => [token, createResource(type, shared)]),
  );
  return (urn) => {
    const token = tokenOf(urn);
    const found = resources.get(token);
    if (found) return found;
    throw new Error(
      `unknown resource type "${token}": the types are ${Object.keys(types).join(" and ")}`,
    );
  };
}

/** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
function tokenOf(urn: string): string {
  const [, , typesOfUrn = ""] = urn.split("::");
  return typesOfUrn.split("$").at(-1) ?? "";
}
