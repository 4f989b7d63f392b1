import { execFileSync } from "node:child_process";

/** The parts of the document that are looked at. */
interface Sbom {
  readonly metadata: { readonly component: { name: string; readonly purl: string } };
}

/**
 * What the package of a checkout brings along, as CycloneDX JSON, as `npm` knows it from the lock
 * file. The peer `@pulumi/pulumi` is not in it: that is the user's own.
 */
export function makeSbom(root: string): string {
  const args = [
    "sbom",
    "--package-lock-only",
    "--sbom-format=cyclonedx",
    "--sbom-type=library",
    "--omit=dev",
  ];
  const sbom = parseSbom(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
  // npm names a package that is checked out after its folder.
  const { component } = sbom.metadata;
  component.name = decodeURIComponent(component.purl.replace(/^pkg:npm\/|@[^@]*$/gu, ""));
  return `${JSON.stringify(sbom, undefined, 2)}\n`;
}

function parseSbom(text: string): Sbom {
  return JSON.parse(text) as Sbom;
}
