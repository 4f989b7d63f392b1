/**
 * The text that the engine's plugin evaluates to get a provider. It is stored with every resource of a
 * stack, so it must never change, and only requires the installed package.
 *
 * A stack may outlive the package. If the package cannot be loaded, deleting still works, since it does
 * nothing in the cloud, and every other call says what to install.
 *
 * @param provider - its name among the exports of `pulumi-huaweicloud-dcs/provider`
 */
export function providerText(provider: "backgroundTask" | "instanceTasks"): string {
  return `exports.handler = () => {
  try {
    return require("pulumi-huaweicloud-dcs/provider").${provider};
  } catch (error) {
    if (!/^(MODULE_NOT_FOUND|ERR_PACKAGE_PATH_NOT_EXPORTED)$/.test(error.code)) throw error;
    const reason =
      "cannot load pulumi-huaweicloud-dcs from the folder of Pulumi.yaml (" +
      error.message.split("\\n")[0] +
      '): install it there, for example with "npm install pulumi-huaweicloud-dcs". The project ' +
      "needs it as a dependency of its own even if only a component library (with pnpm) or a " +
      "bundled program uses it";
    const fail = () => Promise.reject(Object.assign(new Error(reason), { stack: "" }));
    return {
      check: (olds, inputs) => Promise.resolve({ inputs, failures: [{ property: "", reason }] }),
      diff: fail,
      create: fail,
      read: fail,
      update: fail,
      delete: () => Promise.resolve(),
    };
  }
};
`;
}
