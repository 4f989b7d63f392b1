import * as pulumi from "@pulumi/pulumi";

/**
 * An output that is known once a resource exists, and a component's children, as for Pulumi's own
 * functions.
 */
export function proofOf(resource: unknown): pulumi.Output<unknown> {
  if (pulumi.CustomResource.isInstance(resource)) return resource.id;
  if (!pulumi.ComponentResource.isInstance(resource)) return pulumi.output(undefined);
  const children = pulumi.output(childrenOf(resource));
  return pulumi.all([resource.urn, children.apply((all) => pulumi.all(all.map(proofOf)))]);
}

/**
 * The SDK has both properties, which its types leave out: the children, and what resolves once they are
 * made. A remote component has no children here; its URN is known after theirs.
 */
async function childrenOf(component: pulumi.ComponentResource): Promise<readonly unknown[]> {
  await Reflect.get(component, "__data");
  const children: unknown = Reflect.get(component, "__childResources");
  return children instanceof Set ? Array.from<unknown>(children) : [];
}
