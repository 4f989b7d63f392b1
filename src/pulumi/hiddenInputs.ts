import * as pulumi from "@pulumi/pulumi";

/** What the hidden inputs are made from: the arguments of the resource's constructor. */
interface ConstructorCall {
  /** Pulumi's type. */
  readonly type: string;
  readonly name: string;
  readonly args: object;
  readonly opts: pulumi.CustomResourceOptions;
}

/** What the provider is given beside the inputs that users see. The CLI hides names with `__`. */
export interface HiddenInputs {
  /** The resource's URN, for its row on screen: a dynamic provider is not given it. */
  readonly __urn: Promise<string | undefined>;
  /** `opts.customTimeouts` as given here; those of a transform are in the engine's request alone. */
  readonly __timeouts: { create?: string | undefined; update?: string | undefined } | undefined;
  /** Names of the inputs that hold secrets, which the engine passes on as plain text. */
  readonly __secrets: Promise<readonly string[] | undefined>;
}

/** The hidden inputs. They carry no dependency on a resource that the visible ones do not have. */
export function hiddenInputs({ type, name, args, opts }: ConstructorCall): HiddenInputs {
  const { create, update } = opts.customTimeouts ?? {};
  return {
    __urn: valueOf(pulumi.createUrn(name, type, opts.parent)),
    __timeouts: create || update ? { create, update } : undefined,
    __secrets: secretNames(args),
  };
}

/**
 * The bare value: as an Output, the URN would depend on the parent, which the SDK takes for all its
 * children, so that siblings wait for one another for ever. Never rejects: a parent that fails makes
 * the registration fail by itself.
 */
async function valueOf(urn: pulumi.Output<string>): Promise<string | undefined> {
  return hasPromise(urn) ? urn.promise().catch(() => undefined) : undefined;
}

/** How the SDK awaits an Output; its published types leave the method out. */
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
