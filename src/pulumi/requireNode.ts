import * as pulumi from "@pulumi/pulumi";

// Imported before all else, so that an older Node is named instead of what it lacks.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  throw new pulumi.RunError(
    `pulumi-huaweicloud-dcs needs Node 22.12 or newer, and this is Node ${process.versions.node}: update Node`,
  );
}
