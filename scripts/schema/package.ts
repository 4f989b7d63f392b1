import { readFileSync } from "node:fs";
import path from "node:path";
import { functionFiles, makeFunctions } from "./functions.ts";
import { makeLanguages } from "./languages.ts";
import { makeSettings, settingFiles } from "./provider.ts";
import { makeResources, resourceFiles } from "./resources.ts";
import { readSources } from "./sources.ts";
import { TypeReader } from "./types.ts";

/** What the schema uses of package.json. */
interface Manifest {
  readonly name: string;
  readonly license: string;
  readonly homepage: string;
  readonly repository: { readonly url: string };
}

const DESCRIPTION =
  "Waits in `pulumi up` until background tasks of Huawei Cloud DCS (Redis) are done, with live " +
  "progress, and gives their steps as outputs.";

/** The schema of the package. It has no version: that is the version of the plugin that shows it. */
export function makePackage(root: string): object {
  const text = readFileSync(path.join(root, "package.json"), "utf8");
  const { name, license, homepage, repository } = JSON.parse(text) as Manifest;
  const address = repository.url.replace(/^git\+https:\/\/|\.git$/g, "");
  const [host = "", owner = ""] = address.split("/");
  const sources = readSources(root, [...resourceFiles, ...functionFiles, ...settingFiles]);
  const types = new TypeReader(sources);
  const settings = makeSettings(sources, types);
  const resources = makeResources(sources, types);
  const functions = makeFunctions(sources, types);
  return {
    name: "huaweicloud-dcs",
    displayName: "Huawei Cloud DCS Tasks",
    description: DESCRIPTION,
    keywords: ["huaweicloud", "dcs", "redis", "category/infrastructure", "kind/native"],
    homepage,
    license,
    repository: `https://${address}`,
    publisher: owner,
    pluginDownloadURL: `github://api.${host}/${owner}/${name}`,
    language: makeLanguages(address),
    config: { variables: settings },
    types: types.named,
    provider: {
      description: "Region, project, credentials and endpoints of the resources that use it.",
      inputProperties: settings,
    },
    resources,
    functions,
  };
}
