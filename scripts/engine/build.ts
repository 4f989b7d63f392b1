import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { engineRoot } from "./cached.ts";
import { addLanguageHost } from "./languageHost.ts";
import { engineModule, engineVersion, executableName } from "./locations.ts";
import { startProgress } from "./progress.ts";
import { run } from "./run.ts";
import { say } from "./say.ts";

const engineProgram = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const whatToDo = `Install Pulumi (https://www.pulumi.com/docs/install/) so that "pulumi" is on PATH, or install Go (https://go.dev/doc/install) so that it can be built here.`;

/** Builds the engine from its published Go modules into the cache. */
export async function buildEngine(): Promise<string> {
  if (process.platform === "win32") {
    throw new Error(`pulumi cannot be built for use on Windows by this script. ${whatToDo}`);
  }
  const { code, stdout } = await run("go", ["version"]);
  if (code !== 0) throw new Error(`there is no pulumi, and no Go to build it with. ${whatToDo}`);
  say(
    `building pulumi ${engineVersion} from source with ${stdout.trim()}, once; minutes the first time`,
  );
  return compile();
}

async function compile(): Promise<string> {
  const folder = path.join(engineRoot, "bin");
  const target = path.join(folder, executableName("pulumi"));
  const temporary = `${target}.${process.pid}.new`;
  mkdirSync(folder, { recursive: true });
  try {
    const packages = await listPackages();
    await go(
      [
        ...["build", "-v", "-trimpath", "-buildvcs=false"],
        ...["-ldflags", `-s -w -X ${versionVariable}=v${engineVersion}`],
        ...["-o", temporary, engineProgram],
      ],
      { activity: "compiling", total: packages.length },
    );
    addLanguageHost(engineRoot);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
  say(`built pulumi ${engineVersion} in ${folder}`);
  return folder;
}

async function listPackages(): Promise<string[]> {
  const output = await go(["list", "-deps", engineProgram], {
    activity: "downloading its modules",
  });
  return output.split("\n").filter((line) => line !== "");
}

/** Every line that Go writes to stderr is one module downloaded, or one package compiled. */
async function go(
  args: readonly string[],
  { activity, total }: { activity: string; total?: number },
): Promise<string> {
  const progress = startProgress(activity, total);
  const { code, stdout, stderr } = await run("go", args, {
    cwd: engineModule,
    env: { ...process.env, CGO_ENABLED: "0" },
    onErrorText: (text) => {
      progress.add(text.split("\n").length - 1);
    },
  });
  progress.stop();
  if (code === 0) return stdout;
  const lastLines = stderr.trim().split("\n").slice(-15).join("\n");
  throw new Error(`"go ${args[0] ?? ""}" failed in ${engineModule}:\n${lastLines}\n${whatToDo}`);
}
