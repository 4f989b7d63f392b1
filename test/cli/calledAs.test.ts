import { readFileSync } from "node:fs";
import path from "node:path";
import { binNames, calledAs } from "../../src/cli/calledAs";
import { repository } from "../support/pulumi/engineFolder";

const PATH = ["/usr/bin", "/opt/tools"].join(path.delimiter);
const inProject = { npm_config_user_agent: "npm/11.0.0 node/v22.12.0 linux x64 workspaces/false" };

test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ["found by the shell", "/opt/tools/dcs-task", { PATH }, "dcs-task"],
  [
    "found by the shell under the package's name",
    "/opt/tools/pulumi-huaweicloud-dcs",
    { PATH },
    "pulumi-huaweicloud-dcs",
  ],
  ["found by npx", "/opt/tools/dcs-task", { PATH, ...inProject }, "npx pulumi-huaweicloud-dcs"],
  ["called by its path", "/p/node_modules/.bin/dcs-task", { PATH }, "npx pulumi-huaweicloud-dcs"],
  ["run by Node", "/opt/tools/main.js", { PATH }, "npx pulumi-huaweicloud-dcs"],
  ["without PATH", "/opt/tools/dcs-task", {}, "npx pulumi-huaweicloud-dcs"],
])("a program that was %s prints a command that works", (_, script, env, expected) => {
  expect(calledAs(script, env)).toBe(expected);
});

test("the package installs the program under these names, and no other", () => {
  const manifest = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
    name: string;
    bin: Record<string, string>;
  };
  expect(Object.keys(manifest.bin)).toEqual(binNames);
  expect(new Set(Object.values(manifest.bin)).size).toBe(1);
  // npx runs the bin that has the package's name.
  expect(binNames).toContain(manifest.name);
});
