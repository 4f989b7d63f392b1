import type * as pulumi from "@pulumi/pulumi";
import { inputNamesOf, resultNamesOf } from "../resource/properties/table";
import type { Construction } from "./construction";
import { hiddenInputs } from "./hiddenInputs";
import { providerText } from "./providerText";
import { refuseOptions } from "./refuseOptions";
import { comparable } from "./triggers";

/**
 * The properties that a resource passes to the SDK: its inputs, and the names of its outputs.
 *
 * @throws {pulumi.RunError} for options and triggers that cannot work
 */
export function waitProperties(construction: Construction): pulumi.Inputs {
  const { kind, provider, name, opts } = construction;
  refuseOptions(name, opts);
  // A JavaScript program may pass nothing: check then names the missing input.
  const args: Construction["args"] = { ...construction.args };
  const outputNames = [...inputNamesOf(kind.resource), ...resultNamesOf(kind.resource)];
  return {
    // The SDK sets only outputs that are named here.
    ...Object.fromEntries(outputNames.map((output) => [output, undefined])),
    ...args,
    triggers: comparable(args.triggers, `"${name}": triggers`),
    ...hiddenInputs({ ...construction, args }),
    __provider: providerText(provider),
  };
}
