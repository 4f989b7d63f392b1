// A stand-in for the types of the SDK that `pulumi package add terraform-provider
// huaweicloud/huaweicloud` generates on a user's machine: as much of it as the guides use.
import type * as pulumi from "@pulumi/pulumi";

export declare class DcsInstance extends pulumi.CustomResource {
  readonly capacity: pulumi.Output<number>;
  readonly flavor: pulumi.Output<string>;
  constructor(
    name: string,
    args: {
      readonly availabilityZones: pulumi.Input<pulumi.Input<string>[]>;
      readonly capacity: pulumi.Input<number>;
      readonly engine: pulumi.Input<string>;
      readonly engineVersion: pulumi.Input<string>;
      readonly flavor: pulumi.Input<string>;
      readonly subnetId: pulumi.Input<string>;
      readonly vpcId: pulumi.Input<string>;
    },
    opts?: pulumi.CustomResourceOptions,
  );
}

export declare class DcsInstanceMinorVersionUpgrade extends pulumi.CustomResource {
  constructor(
    name: string,
    args: { readonly instanceId: pulumi.Input<string> },
    opts?: pulumi.CustomResourceOptions,
  );
}
