import type * as pulumi from "@pulumi/pulumi";
import type { WaitKind } from "../resource/waitKind";
import type { providerText } from "./providerText";

/** A call of the constructor of one of the resources. */
export interface Construction {
  /** Pulumi's type. */
  readonly type: string;
  readonly provider: Parameters<typeof providerText>[0];
  readonly kind: WaitKind;
  readonly name: string;
  readonly args: { readonly triggers?: unknown };
  readonly opts: pulumi.CustomResourceOptions;
}
