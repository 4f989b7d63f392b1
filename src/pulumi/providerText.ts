/**
 * What the engine's plugin evaluates to find a provider. It is stored with every resource of a
 * stack, so it must never change, and holds only the way to the installed package.
 *
 * @param provider its name among the exports of `pulumi-huaweicloud-dcs/provider`
 */
export function providerText(provider: "backgroundTask" | "instanceTasks"): string {
  return `exports.handler = () => require("pulumi-huaweicloud-dcs/provider").${provider};`;
}
