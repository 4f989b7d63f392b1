import type * as pulumi from "@pulumi/pulumi";
import type { WaitKind } from "../resource/waitKind";
import { hiddenInputs } from "./hiddenInputs";
import { providerText } from "./providerText";

/** One of the resources of this package, as its constructor was called. */
export interface Construction {
  /** Pulumi's type. */
  readonly type: string;
  readonly provider: Parameters<typeof providerText>[0];
  readonly kind: WaitKind;
  readonly name: string;
  readonly args: object;
  readonly opts: pulumi.CustomResourceOptions;
}

/** What the SDK is given as the resource's inputs, and as the names of its outputs. */
export function waitProperties(construction: Construction): pulumi.Inputs {
  const { kind, provider, args } = construction;
  const outputNames = [...kind.inputNames, ...kind.resultNames];
  return {
    // The SDK sets only the outputs that are named here.
    ...Object.fromEntries(outputNames.map((output) => [output, undefined])),
    ...args,
    ...hiddenInputs(construction),
    __provider: providerText(provider),
  };
}
