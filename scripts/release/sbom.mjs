import { execFileSync } from "node:child_process";

/**
 * What the package brings along, as CycloneDX JSON, as `npm` knows it from the lock file. The peer
 * `@pulumi/pulumi` is not in it: that is the user's own.
 *
 * @param {string} root the checkout
 */
export function makeSbom(root) {
  const args = [
    "sbom",
    "--package-lock-only",
    "--sbom-format=cyclonedx",
    "--sbom-type=library",
    "--omit=dev",
  ];
  const sbom = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
  // npm names a package that is checked out after its folder.
  const { component } = sbom.metadata;
  component.name = decodeURIComponent(component.purl.replace(/^pkg:npm\/|@[^@]*$/gu, ""));
  return `${JSON.stringify(sbom, undefined, 2)}\n`;
}
