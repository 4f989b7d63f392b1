// A project as a user has one: made by a package manager, from the packed package.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { must } from "./must.mjs";
import { tsxVersion } from "./tools.mjs";

/** Variables of the machine that would change what is tried: accounts, and settings of the tools. */
const foreign = /^(HW_|HUAWEICLOUD_|CLOUD_SDK_|PULUMI_|npm_|YARN_|NODE_OPTIONS$|NODE_ENV$)/u;

/** At the versions that this checkout has. */
const here = Object.fromEntries(
  ["@pulumi/pulumi", "@types/node", "ts-node", "typescript"].map((name) => {
    const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    return [name, JSON.parse(readFileSync(file, "utf8")).version];
  }),
);

/**
 * Installs a project in a folder of its own.
 *
 * @param {object} options
 * @param {typeof import("./packageManagers.mjs").packageManagers[number]} options.manager
 * @param {typeof import("./tools.mjs").nodes[number]} options.node
 * @param {string} options.engine the folder of the Pulumi engine
 * @param {string} options.tarball the packed package
 */
export async function installProject({ manager, node, engine, tarball }) {
  await node.install();
  await manager.tool.install();
  const root = mkdtempSync(path.join(tmpdir(), "dcs-matrix-"));
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", remove); // Also after Ctrl-C.
  const folder = path.join(root, "project");
  for (const name of [folder, path.join(root, "state")]) mkdirSync(name);

  const bins = [path.join(node.folder, "bin"), engine, path.join(folder, "node_modules/.bin")];
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    PATH: [...bins, process.env.PATH].join(path.delimiter),
    PULUMI_HOME: path.join(root, "pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "matrix",
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
  const run = ([program, ...args], extra = {}) =>
    must(program, args, { cwd: folder, env: { ...env, ...extra } });
  const packageJson = {
    name: "matrix",
    private: true,
    dependencies: dependencies(tarball, manager),
  };
  const write = (files) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  };

  write({ "package.json": JSON.stringify(packageJson), ...manager.files });
  await run(manager.install);
  return {
    /** Puts files into it, and fields into its package.json. */
    write(files, { main, type }) {
      write({ ...files, "package.json": JSON.stringify({ ...packageJson, main, type }) });
    },
    leaveOut: (name) => rmSync(path.join(folder, name), { force: true }),
    /** Runs a command that needs what is installed, with further variables. */
    run: (command, variables) => run([...manager.start, ...command], variables),
    remove() {
      process.off("exit", remove);
      remove();
    },
  };
}

/** The package, and what its users install beside it. */
function dependencies(tarball, { dependencies: others = {} }) {
  return { "pulumi-huaweicloud-dcs": `file:${tarball}`, ...here, tsx: tsxVersion, ...others };
}
