// How each package manager installs a project, and how it starts Pulumi in it.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { matrixCache, oldestPulumi, pnpm, type Tool, yarn, yarnClassic } from "./tools.ts";

export interface PackageManager {
  readonly name: string;
  readonly layout: string;
  /** What has to be there. */
  readonly tool: Pick<Tool, "version" | "install">;
  /** Make the project one of this package manager. */
  readonly files: Readonly<Record<string, string>>;
  /** The command that fills it. */
  readonly install: readonly [string, ...string[]];
  /** What stands before a command that needs what is installed. */
  readonly start: readonly string[];
  /** Those that are not at the versions of this checkout. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

const store = (name: string) => path.join(matrixCache, "store", name);
const berry = ["node", path.join(yarn.folder, "bin/yarn.js")] as const;
const npm: PackageManager = {
  name: "npm",
  layout: "node_modules",
  tool: { version: npmVersion(), install: () => Promise.resolve() }, // The machine's.
  files: {},
  install: ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"],
  start: [],
};

export const packageManagers: readonly PackageManager[] = [
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
      ...(["node", path.join(yarnClassic.folder, "bin/yarn.js"), "install"] as const),
      ...["--no-progress", "--prefer-offline", "--cache-folder", store("yarn-classic")],
    ],
    start: [],
  },
];

function yarnFiles(nodeLinker: string): Record<string, string> {
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

function npmVersion(): string {
  return execFileSync("npm", ["--version"], { encoding: "utf8" }).trim();
}
