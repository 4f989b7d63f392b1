// How each package manager installs a project, and how it starts Pulumi in it.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { matrixCache, oldestPulumi, pnpm, yarn, yarnClassic } from "./tools.mjs";

const store = (name) => path.join(matrixCache, "store", name);
const berry = ["node", path.join(yarn.folder, "bin/yarn.js")];
const npm = {
  name: "npm",
  layout: "node_modules",
  tool: { version: npmVersion(), install: async () => {} }, // The machine's.
  files: {},
  install: ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"],
  start: [],
};

/**
 * `tool` is what has to be there, `files` make the project one of this package manager, `install` is
 * the command that fills it, `start` what stands before a command that needs what is installed;
 * `dependencies` are those that are not at the versions of this checkout.
 */
export const packageManagers = [
  npm,
  {
    ...npm,
    layout: `node_modules, Pulumi SDK ${oldestPulumi["@pulumi/pulumi"]}`,
    dependencies: oldestPulumi,
  },
  {
    name: "pnpm",
    layout: "isolated (its default)",
    tool: pnpm,
    files: {
      "pnpm-workspace.yaml": JSON.stringify({
        storeDir: store("pnpm"),
        // It stops at packages with install scripts until told; no script is needed here.
        strictDepBuilds: false,
        minimumReleaseAge: 0,
      }),
    },
    install: [path.join(pnpm.folder, "pnpm"), "install", "--prefer-offline"],
    start: [],
  },
  {
    name: "yarn",
    layout: "node-modules",
    tool: yarn,
    files: yarnFiles("node-modules"),
    install: [...berry, "install"],
    start: [],
  },
  {
    name: "yarn",
    layout: "Plug'n'Play (its default)",
    tool: yarn,
    files: yarnFiles("pnp"),
    install: [...berry, "install"],
    // Without a node_modules the packages are found only by a hook, which `yarn exec` puts in place.
    start: [...berry, "exec"],
  },
  {
    name: "yarn",
    layout: "node_modules (Yarn Classic)",
    tool: yarnClassic,
    files: {},
    install: [
      ...["node", path.join(yarnClassic.folder, "bin/yarn.js"), "install", "--no-progress"],
      ...["--prefer-offline", "--cache-folder", store("yarn-classic")],
    ],
    start: [],
  },
];

function yarnFiles(nodeLinker) {
  return {
    "yarn.lock": "",
    ".yarnrc.yml": JSON.stringify({
      nodeLinker,
      globalFolder: store("yarn"),
      enableTelemetry: false,
      enableImmutableInstalls: false,
      // Yarn holds back the newest versions; which version is tested is pinned by the matrix.
      npmMinimalAgeGate: 0,
    }),
  };
}

function npmVersion() {
  return execFileSync("npm", ["--version"], { encoding: "utf8" }).trim();
}
