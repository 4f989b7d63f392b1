// Stands in for the package that `pulumi package add` generates; see ../README.md.
import * as pulumi from "@pulumi/pulumi";

export interface DcsInstanceArgs {
  name?: pulumi.Input<string>;
  engine: pulumi.Input<string>;
  engineVersion?: pulumi.Input<string>;
  /** In GB. */
  capacity: pulumi.Input<number>;
  flavor?: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
  subnetId: pulumi.Input<string>;
  availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
}

export declare class DcsInstance extends pulumi.CustomResource {
  readonly name: pulumi.Output<string>;
  readonly engine: pulumi.Output<string>;
  readonly engineVersion: pulumi.Output<string | undefined>;
  readonly capacity: pulumi.Output<number>;
  readonly flavor: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
  readonly availabilityZones: pulumi.Output<string[]>;
  readonly status: pulumi.Output<string>;
  readonly privateIp: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly maxMemory: pulumi.Output<number>;

  constructor(name: string, args: DcsInstanceArgs, opts?: pulumi.CustomResourceOptions);
}
