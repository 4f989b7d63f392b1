"use strict";
// A stand-in for the SDK that `pulumi package add terraform-provider huaweicloud/huaweicloud`
// generates on a user's machine: resources without a provider, whose outputs are their inputs.
const pulumi = require("@pulumi/pulumi");

class StandIn extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("standin:index:Resource", name, args, opts);
    this.id = pulumi.output("5e8c03a9-4c78-45b8-add8-2c690f9f85c0");
    for (const [key, value] of Object.entries(args)) this[key] = pulumi.output(value);
    this.registerOutputs(args);
  }
}

exports.DcsInstance = class DcsInstance extends StandIn {};
exports.DcsInstanceMinorVersionUpgrade = class DcsInstanceMinorVersionUpgrade extends StandIn {};
