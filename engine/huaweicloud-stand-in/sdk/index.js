"use strict";
// Stands in for the package that `pulumi package add` generates; see ../README.md.
const pulumi = require("@pulumi/pulumi");

const inputs = [
  ...["name", "engine", "engineVersion", "capacity", "flavor"],
  ...["vpcId", "subnetId", "availabilityZones"],
];
const outputs = ["status", "privateIp", "domainName", "port", "maxMemory"];

exports.DcsInstance = class DcsInstance extends pulumi.CustomResource {
  constructor(name, args, opts) {
    const props = {};
    for (const input of inputs) props[input] = args[input];
    for (const output of outputs) props[output] = undefined;
    super("huaweicloud:index/dcsInstance:DcsInstance", name, props, opts);
  }
};
