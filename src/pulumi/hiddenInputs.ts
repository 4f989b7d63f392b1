import * as pulumi from "@pulumi/pulumi";
import type { Construction } from "./construction";
import type { HiddenName } from "./dynamic/splitInputs";

/** What the provider gets beside the inputs that users see. The CLI hides names that begin with `__`. */
export interface HiddenInputs extends Record<HiddenName, unknown> {
  /** The resource's URN: Pulumi does not tell it to a dynamic provider. */
  readonly __urn: Promise<string | undefined>;
  /** `opts.customTimeouts` of the constructor. Those of a transform are only in the engine's request. */
  readonly __timeouts: { create?: string | undefined; update?: string | undefined } | undefined;
  /** Names of the inputs that hold secrets, which the engine passes on as plain text. */
  readonly __secrets: Promise<readonly string[] | undefined>;
}

/** The hidden inputs. They depend on no resource that the visible inputs do not depend on. */
export function hiddenInputs({ type, name, args, opts }: Construction): HiddenInputs {
  const { create, update } = opts.customTimeouts ?? {};
  return {
    __urn: valueOf(pulumi.createUrn(name, type, opts.parent)),
    __timeouts: create || update ? { create, update } : undefined,
    __secrets: secretNames(args),
  };
}

/**
 * The plain value. As an Output, the URN would depend on the parent, which the SDK expands to all its
 * children, so that siblings would wait for each other for ever. Never rejects: a parent that fails
 * makes the registration fail by itself.
 */
async function valueOf(urn: pulumi.Output<string>): Promise<string | undefined> {
  return hasPromise(urn) ? urn.promise().catch(() => undefined) : undefined;
}

/** The SDK awaits an Output with this method, which its published types leave out. */
function hasPromise(output: object): output is { promise(): Promise<string> } {
  return "promise" in output;
}

/** Never rejects: an input that rejects makes the registration fail by itself. */
async function secretNames(args: object): Promise<string[] | undefined> {
  const names: string[] = [];
  for (const [name, value] of Object.entries(args)) {
    const isSecret = pulumi.isSecret(pulumi.output<unknown>(value)).catch(() => false);
    if (await isSecret) names.push(name);
  }
  return names.length > 0 ? names : undefined;
}
