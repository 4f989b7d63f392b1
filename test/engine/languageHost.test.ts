import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createProject, type Project, type ProjectOptions } from "../support/pulumi/project";

jest.setTimeout(300_000);

let project: Project | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function projectOf(options: ProjectOptions): Promise<Project> {
  project = await createProject(options);
  return project;
}

describe("language host", () => {
  it("runs a type-checked TypeScript program with its configuration and prints what it prints", async () => {
    const { up, outputs, config, stateFileText } = await projectOf({
      config: { plain: "seen" },
      typeCheck: true,
      files: {
        "index.ts": `
          import * as pulumi from "@pulumi/pulumi";
          const config = new pulumi.Config();
          console.log("to stdout");
          console.error("to stderr");
          export const greeting: string = config.require("plain");
          export const hidden = config.requireSecret("hidden");
          export const stack = pulumi.getStack();
        `,
      },
    });
    await config.set("hidden", "not for all", { secret: true });

    const result = await up(["--skip-preview"]);

    expect(result).toMatchObject({ code: 0 });
    expect(result.all).toContain("to stdout");
    expect(result.all).toContain("to stderr");
    expect(result.all).not.toContain("not for all");
    expect(await outputs()).toEqual({ greeting: "seen", hidden: "not for all", stack: "test" });
    expect(await stateFileText()).toContain("seen");
    expect(await stateFileText()).not.toContain("not for all");
  });

  it("runs a CommonJS program from the folder that `main` names, with `nodeargs`", async () => {
    const { up, outputs } = await projectOf({
      main: "app/",
      runtimeOptions: { typescript: false, nodeargs: "--title='a program' --no-warnings" },
      files: {
        "app/index.js": `
          exports.title = process.title;
          exports.typescript = process.env.PULUMI_NODEJS_TYPESCRIPT ?? "off";
          exports.folder = require("node:path").basename(process.cwd());
        `,
      },
    });

    expect(await up()).toMatchObject({ code: 0 });
    expect(await outputs()).toEqual({ title: "a program", typescript: "off", folder: "app" });
  });

  it("runs an ES-module program", async () => {
    const { preview, up, outputs } = await projectOf({
      main: "program.mjs",
      moduleType: "module",
      files: {
        "program.mjs": `
          import * as pulumi from "@pulumi/pulumi";
          const mode = await Promise.resolve(pulumi.runtime.isDryRun() ? "preview" : "update");
          console.log("mode " + mode);
          export { mode };
        `,
      },
    });

    expect((await preview()).all).toContain("mode preview");
    expect(await up(["--skip-preview"])).toMatchObject({ code: 0 });
    expect(await outputs()).toEqual({ mode: "update" });
  });

  it("shows the error that a program throws, once, and fails", async () => {
    const { up } = await projectOf({
      files: { "index.ts": `throw new Error("the program's own complaint");` },
    });

    const { code, all } = await up(["--skip-preview"]);

    expect(code).not.toBe(0);
    expect(all.match(/Error: the program's own complaint/gu)).toHaveLength(1);
    expect(all).not.toContain("non-zero exit code");
  });

  it("reports a program that ends with a code of its own", async () => {
    const { up } = await projectOf({ files: { "index.js": "process.exit(7);" } });

    const { code, all } = await up(["--skip-preview"]);

    expect(code).not.toBe(0);
    expect(all).toContain("Program exited with non-zero exit code: 7");
  });

  it("says what to do when the program's packages are not installed", async () => {
    const { up, folder } = await projectOf({ files: { "index.js": "" } });
    await rm(path.join(folder, "node_modules"), { recursive: true });

    const { code, all } = await up(["--skip-preview"]);

    expect(code).not.toBe(0);
    expect(all).toMatch(/cannot find the npm package @pulumi\/pulumi from .*npm install/u);
  });

  it("ends a program that never ends when the update is cancelled", async () => {
    const { spawnUp } = await projectOf({
      files: { "index.js": `console.log("waiting"); setInterval(() => {}, 1000);` },
    });
    const update = spawnUp();
    await update.waitForText(/waiting/u);

    update.signal("SIGINT");

    expect((await update.done).code).not.toBe(0);
  });

  it("leaves no process behind when the engine is killed", async () => {
    const { spawnUp } = await projectOf({
      files: { "index.js": `console.log("pid " + process.pid); setInterval(() => {}, 1000);` },
    });
    const update = spawnUp();
    await update.waitForText(/pid \d+/u);
    const program = Number(/pid (\d+)/u.exec(update.output())?.[1]);

    update.signal("SIGKILL");
    await update.done;

    await waitUntilGone(program);
    expect(() => process.kill(program, 0)).toThrow("ESRCH");
  });
});

async function waitUntilGone(id: number, attempts = 300): Promise<void> {
  for (let attempt = 0; attempt < attempts && isAlive(id); attempt++) await sleep(100);
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
