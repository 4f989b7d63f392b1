import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { isSeq, parseAllDocuments, visit } from "yaml";
import { startSimulator, type Simulator } from "../../src/simulator";
import { engineFolder, repository } from "../support/pulumi/engineFolder";
import { pages, workflows } from "./support/pages";
import { commandsIn, type ShellCommand } from "./support/shell";

jest.setTimeout(300_000);
const run = promisify(execFile);
const read = (file: string) => readFileSync(path.join(repository, file), "utf8");
const cli = path.join(repository, "dist/cli/main.js");
const { scripts, repository: origin } = JSON.parse(read("package.json")) as {
  scripts: Record<string, string>;
  repository: { url: string };
};
const settings = read("docs/settings.md");

/** Ending of a wait for an instance that is not busy, as docs/command-line.md has it. */
const NOTHING_UNFINISHED = 5;

/** Input for commands that read `pulumi stack output --json` from a pipe. */
const outputs = JSON.stringify({
  stepDetails: [{ stepName: "copy", stepStatus: "FINISH", subStepDetails: [] }],
});

let simulator: Simulator;
/** Where commands write their files. */
let folder: string;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["quick", "done"], speed: 10 });
  folder = await mkdtemp(path.join(tmpdir(), "dcs-commands-"));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

/** Values for the placeholders in angle brackets. */
const placeholders = (): Record<string, string | undefined> => ({
  "<instance id>": simulator.instanceId,
  $DCS_INSTANCE_ID: simulator.instanceId,
  "<task id>": simulator.tasks["quick"],
});

/** The environment that the pages assume. */
const environment = () => ({
  ...process.env,
  HW_REGION_NAME: simulator.region,
  HW_ACCESS_KEY: simulator.accessKey,
  HW_SECRET_KEY: simulator.secretKey,
  HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
});

type Check = (words: readonly string[]) => Promise<string | undefined> | string | undefined;

/** Checks by the first word of a command: each returns the problem, or `undefined`. */
const checks: Record<string, Check> = {
  npm: ([, verb, ...rest]) => {
    if (verb === "test") return undefined;
    if (verb !== "run") return ["ci", "install"].includes(verb ?? "") ? undefined : "unknown verb";
    const script = rest.find((word) => !word.startsWith("-")) ?? "";
    return script in scripts ? undefined : `no script "${script}" in package.json`;
  },
  npx: ([, tool = "", ...rest]) => {
    if (["dcs-task", "pulumi-huaweicloud-dcs"].includes(tool)) return dcsTask(rest);
    return tool === "jest" ? missingFile(rest) : `unknown tool "${tool}"`;
  },
  "dcs-task": ([, ...rest]) => dcsTask(rest),
  node: ([, ...rest]) => missingFile(rest),
  pulumi: ([, ...rest]) => pulumi(rest),
  gh: () => undefined, // Needs an account.
  git: ([, verb, url = ""]) =>
    verb === "clone" && `git+${url}` === origin.url ? undefined : "not a clone of this repository",
  // The folder of that clone.
  cd: ([, folder = ""]) =>
    path.basename(origin.url, ".git") === folder ? undefined : `no command makes ${folder}`,
  // The file that "simulate --env" writes.
  ".": ([, file]) => (file === "./sim.env" ? undefined : `no command writes ${file ?? ""}`),
  export: ([, assignment = ""]) => {
    const [name = ""] = assignment.split("=");
    return settings.includes(`\`${name}\``) ? undefined : `docs/settings.md has no ${name}`;
  },
};

const commands = pages()
  .filter(({ name }) => name !== "CHANGELOG.md")
  .flatMap(({ blocks }) => blocks)
  .concat(workflows())
  .flatMap(({ language, text, place }) => {
    const texts = language === "sh" ? [text] : language === "yaml" ? stepsOf(text) : [];
    return texts.flatMap(commandsIn).map((command) => ({ place, ...command }));
  });

test.each(commands.map((command) => [`${command.place}: ${command.words.join(" ")}`, command]))(
  "%s",
  async (_, { words }: ShellCommand) => {
    const check = checks[words[0] ?? ""];
    expect(check ? await check(words) : `no check for "${words[0] ?? ""}"`).toBeUndefined();
  },
);

/** The shell texts of a CI workflow: GitHub's `run` values and GitLab's script items. */
function stepsOf(text: string): string[] {
  const steps: string[] = [];
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Pair: (__, { key, value }) => {
        if (String(key) === "run") steps.push(String(value));
        if (/^(before_|after_)?script$/.test(String(key)) && isSeq(value))
          steps.push(...value.items.map(String));
      },
    });
  }
  return steps;
}

function missingFile(words: readonly string[]): string | undefined {
  const file = words.find((word) => !word.startsWith("-")) ?? "";
  return existsSync(path.join(repository, file)) ? undefined : `there is no ${file}`;
}

/** Runs it against the simulator. */
async function dcsTask(words: readonly string[]): Promise<string | undefined> {
  const args = words.map((word) => (/^[<$]/.test(word) ? placeholders()[word] : word));
  if (args.some((arg) => arg === undefined)) return "a placeholder that this test does not know";
  const all = [cli, ...(args as string[])];
  if (words[0] === "simulate") {
    // The port of a page may be in use here.
    const free = all.map((arg, at) => (all[at - 1] === "--port" ? "0" : arg));
    const child = spawn(process.execPath, free, { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit").then(() => ["it ended without a line"]);
    const [line] = await Promise.race([once(child.stdout, "data"), ended]);
    child.kill();
    return /^(\{"url":|export HW_)/.test(String(line)) ? undefined : String(line);
  }
  const started = run(process.execPath, all, { env: environment(), cwd: folder });
  started.child.stdin?.end(outputs);
  return started.then(
    () => undefined,
    (error: unknown) => {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      return code === NOTHING_UNFINISHED ? undefined : String(stderr ?? error);
    },
  );
}

const helps = new Map<string, Promise<string>>();

/** Checks that Pulumi has the command and each of its flags. */
async function pulumi(words: readonly string[]): Promise<string | undefined> {
  const firstOther = words.findIndex((word) => !/^[a-z-]+$/u.test(word) || word.startsWith("-"));
  const verbs = firstOther < 0 ? words : words.slice(0, firstOther);
  const text = await helpOf(verbs);
  if (!new RegExp(`^ +pulumi ${verbs[0] ?? ""}\\b`, "mu").test(text)) return "unknown command";
  const flags = words.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0]);
  const unknown = flags.filter((flag) => flag !== undefined && !text.includes(flag));
  const keys = words.filter((word) => /^huaweicloud(-dcs)?:/.test(word));
  unknown.push(...keys.filter((key) => !settings.includes(`\`${key}\``)));
  return unknown.length === 0 ? undefined : `unknown: ${unknown.join(", ")}`;
}

function helpOf(verbs: readonly string[]): Promise<string> {
  const key = verbs.join(" ");
  const known = helps.get(key);
  if (known) return known;
  const help = engineFolder().then(async (folder) => {
    const { stdout } = await run(path.join(folder, "pulumi"), [...verbs, "--help"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" },
    });
    return stdout;
  });
  helps.set(key, help);
  return help;
}
