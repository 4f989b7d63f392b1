import type * as pulumi from "@pulumi/pulumi";
import type { WaitKind } from "../resource/waitKind";
import { hiddenInputs } from "./hiddenInputs";
import { providerText } from "./providerText";
import { refuseOptions } from "./refuseOptions";
import { comparable } from "./triggers";

/** One of the resources of this package, as its constructor was called. */
export interface Construction {
  /** Pulumi's type. */
  readonly type: string;
  readonly provider: Parameters<typeof providerText>[0];
  readonly kind: WaitKind;
  readonly name: string;
  readonly args: { readonly triggers?: unknown };
  readonly opts: pulumi.CustomResourceOptions;
}

/**
 * What the SDK is given as the resource's inputs, and as the names of its outputs.
 *
 * @throws {pulumi.RunError} for what cannot work, before the SDK fails on it without a word of why
 */
export function waitProperties(construction: Construction): pulumi.Inputs {
  const { kind, provider, name, opts } = construction;
  refuseOptions(name, opts);
  // A program without types may leave them out; check then names the input that is missing.
  const args: Construction["args"] = { ...construction.args };
  const outputNames = [...kind.inputNames, ...kind.resultNames];
  return {
    // The SDK sets only the outputs that are named here.
    ...Object.fromEntries(outputNames.map((output) => [output, undefined])),
    ...args,
    triggers: comparable(args.triggers, `"${name}": triggers`),
    ...hiddenInputs({ ...construction, args }),
    __provider: providerText(provider),
  };
}
