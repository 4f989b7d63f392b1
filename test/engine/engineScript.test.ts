import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCommand } from "../support/pulumi/command";
import { engineFolder, repository } from "../support/pulumi/engineFolder";

const version = readEngineVersion();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dcs-engine-"));
  await mkdir(path.join(folder, "tools"));
  await writeTool("node", `exec "${process.execPath}" "$@"`);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("scripts/engine.ts", () => {
  it("prints a folder with a working pulumi", async () => {
    const found = await engineFolder();

    const text = await new Promise((resolve) => {
      execFile(path.join(found, "pulumi"), ["version"], (_error, stdout) => {
        resolve(stdout);
      });
    });
    expect(text).toMatch(/^v3\.\d+\.\d+/u);
  });

  it("uses the folder in PULUMI_DCS_ENGINE, and fails if that is wrong", async () => {
    await writeTool("pulumi", "echo v3.300.0");
    const tools = path.join(folder, "tools");

    expect(await engine({ PULUMI_DCS_ENGINE: tools })).toMatchObject({
      code: 0,
      stdout: `${tools}\n`,
    });
    const wrong = await engine({ PULUMI_DCS_ENGINE: folder });
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toContain(`PULUMI_DCS_ENGINE is ${folder}, but that folder holds no`);
  });

  it("uses the pulumi on PATH only if its language host is there too", async () => {
    await writeTool("pulumi", "echo v3.300.0");
    const alone = await engine();
    expect(alone.code).toBe(1);
    expect(alone.stderr).toContain("its pulumi-language-nodejs is not on PATH");

    await writeTool("pulumi-language-nodejs", "");
    expect(await engine()).toMatchObject({ code: 0, stdout: `${path.join(folder, "tools")}\n` });
  });

  it("gives the vendor's installer a version that it accepts", async () => {
    await mkdir(path.join(folder, "bin"));
    await writeFile(path.join(folder, "bin/pulumi"), "#!/bin/sh\necho v3.300.0\n", { mode: 0o755 });
    const installer = path.join(repository, "scripts/engine/installOfficial.ts");

    // It has nothing to install, unless it cannot tell that what is there is that version.
    const { code, all } = await startCommand([process.execPath, installer, folder, "3.300.0"], {
      cwd: folder,
      env: { PATH: "/usr/bin:/bin" },
    }).done;

    expect({ code, all }).toEqual({ code: 0, all: "" });
  });

  it("says what to install if it cannot build", async () => {
    const { code, stdout, stderr } = await engine();

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("not trying to download pulumi: PULUMI_DCS_SKIP_DOWNLOAD is 1");
    expect(stderr).toMatch(/Install Pulumi \(https:.*or install Go \(https:/u);
  });

  it("builds once when two run at the same time, and then uses the result", async () => {
    await writeGo();

    const both = await Promise.all([engine(), engine()]);

    const bin = path.join(cache(), "bin");
    expect(both).toMatchObject([
      { code: 0, stdout: `${bin}\n` },
      { code: 0, stdout: `${bin}\n` },
    ]);
    expect(await builds()).toBe(1);
    expect((await readdir(bin)).sort()).toEqual([
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    expect((await engine()).stderr).toContain("built earlier");
    expect(await readdir(path.dirname(cache()))).toEqual([`engine-${version}`]);
  });

  it("builds the version that engine/go.mod names into the binary", async () => {
    await writeGo();
    await engine();

    expect(await readFile(path.join(folder, "built"), "utf8")).toContain(
      `/sdk/v3/go/common/version.Version=v${version}`,
    );
  });

  it("takes over a stale lock", async () => {
    await writeGo();
    await mkdir(`${cache()}.lock`, { recursive: true });
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(`${cache()}.lock`, longAgo, longAgo);

    expect(await engine()).toMatchObject({ code: 0 });
  });

  it("shows the end of Go's output when the build fails, and leaves no lock", async () => {
    await writeTool("go", `[ "$1" = version ] && exit 0; echo "no space left" >&2; exit 1`);

    const { code, stderr } = await engine();

    expect(code).toBe(1);
    expect(stderr).toContain("no space left");
    expect(await readdir(path.dirname(cache()))).not.toContain(`engine-${version}.lock`);
  });
});

function readEngineVersion(): string {
  const text = readFileSync(path.join(repository, "engine/go.mod"), "utf8");
  return /pulumi\/pkg\/v3 v(\S+)/u.exec(text)?.[1] ?? "";
}

function cache(): string {
  return path.join(folder, "cache/pulumi-huaweicloud-dcs", `engine-${version}`);
}

function engine(env: Readonly<Record<string, string>> = {}) {
  return startCommand([process.execPath, path.join(repository, "scripts/engine.ts")], {
    cwd: folder,
    env: {
      // Hide the machine's own pulumi and Go.
      PATH: path.join(folder, "tools"),
      XDG_CACHE_HOME: path.join(folder, "cache"),
      PULUMI_DCS_SKIP_DOWNLOAD: "1",
      ...env,
    },
  }).done;
}

/** A fake Go that takes a while and "builds" a pulumi that only prints its version. */
async function writeGo(): Promise<void> {
  await writeTool(
    "go",
    `PATH=/usr/bin:/bin
    case "$1" in
      version) echo "go version for tests" ;;
      list) echo one; echo two ;;
      build)
        echo "$@" >> "${folder}/built"
        sleep 1
        while [ "$1" != -o ]; do shift; done
        printf '#!/bin/sh\\necho v${version}\\n' > "$2"
        chmod +x "$2" ;;
    esac`,
  );
}

async function builds(): Promise<number> {
  return (await readFile(path.join(folder, "built"), "utf8")).trimEnd().split("\n").length;
}

function writeTool(name: string, script: string): Promise<void> {
  const file = path.join(folder, "tools", name);
  return writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
