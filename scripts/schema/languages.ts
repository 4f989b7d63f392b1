/** The name of the Go module, below the repository's address. */
const GO_FOLDER = "sdk/go/huaweiclouddcs";

/**
 * What each language needs beside the schema, such as the package's name there. A package that is made
 * from the schema gets the version that the schema then has, and requires the Pulumi that the generator
 * knows it to work with.
 *
 * @param repository - address of the repository, without a scheme
 */
export function makeLanguages(repository: string): Readonly<Record<string, object>> {
  return {
    nodejs: {
      // "pulumi-huaweicloud-dcs" is the package with the dynamic resources.
      packageName: "pulumi-huaweicloud-dcs-sdk",
      respectSchemaVersion: true,
    },
    python: {
      packageName: "pulumi_huaweicloud_dcs",
      pyproject: { enabled: true },
      inputTypes: "classes-and-dicts",
      respectSchemaVersion: true,
    },
    go: {
      importBasePath: `${repository}/${GO_FOLDER}`,
      generateResourceContainerTypes: true,
      respectSchemaVersion: true,
    },
    csharp: {
      // Together "PulumiHuaweicloud.Dcs".
      rootNamespace: "PulumiHuaweicloud",
      namespaces: { "huaweicloud-dcs": "Dcs" },
      packageReferences: { Pulumi: "3.*" },
      respectSchemaVersion: true,
    },
    java: {
      // Together "io.github.pulumihuaweicloud.dcs".
      basePackage: "io.github.pulumihuaweicloud",
      packages: { "huaweicloud-dcs": "dcs" },
      buildFiles: "gradle",
    },
  };
}
