// What the types of the source do not say.

/** Properties that are whole numbers. */
export const integers: readonly string[] = ["attempts", "omittedDetails", "duration"];

/** Types of inputs whose fields may all be left out. */
export const partialTypes: readonly string[] = ["PollBounds"];

/**
 * Inputs whose change replaces the resource. Not `replaceOnChanges`, with which the engine would also
 * replace it when a region is given that was found elsewhere before.
 */
export const replacingInputs: readonly string[] = ["instanceId", "region", "projectId"];

/** Settings that are marked as secrets. */
export const secretSettings: readonly string[] = [
  "token",
  "secretKey",
  "securityToken",
  "password",
];

/** Keys that the provider does not offer: older forms that the Huawei provider ignores. */
export const omittedKeys: readonly string[] = ["assumeRole"];
