import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { providerText } from "../../src/pulumi/providerText";

type Method = (...args: unknown[]) => Promise<unknown>;
type Provider = Record<"check" | "diff" | "create" | "read" | "update" | "delete", Method>;

const texts = {
  backgroundTask: providerText("backgroundTask"),
  instanceTasks: providerText("instanceTasks"),
};
const names = ["backgroundTask", "instanceTasks"] as const;
const reason =
  /^cannot load pulumi-huaweicloud-dcs .*\): install it there, for example with "npm install/;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dcs-text-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The provider that a text gives to the engine's plugin, which runs in the program's folder. */
async function evaluate(text: string): Promise<Provider> {
  await writeFile(path.join(folder, "text.js"), text);
  const load = createRequire(path.join(folder, "index.js"));
  return (load("./text.js") as { handler: () => Provider }).handler();
}

async function installPackage(
  provider: string,
  exports: Record<string, string> = {},
): Promise<void> {
  const root = path.join(folder, "node_modules/pulumi-huaweicloud-dcs");
  await mkdir(root, { recursive: true });
  const manifest = { name: "pulumi-huaweicloud-dcs", exports };
  await writeFile(path.join(root, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(root, "provider.js"), provider);
}

// Every resource of every stack stores it: another text would show as a change of every resource.
test.each([
  ["backgroundTask", "898b31571b32bfcb"],
  ["instanceTasks", "289c0f32d10e45b5"],
] as const)("the text of %s never changes, and is short", (name, digest) => {
  expect(createHash("sha256").update(texts[name]).digest("hex").slice(0, 16)).toBe(digest);
  expect(Buffer.byteLength(texts[name])).toBeLessThan(2_400);
});

test.each(names)("the text of %s gives the installed provider", async (name) => {
  await installPackage(`exports.${name} = "the provider";`, { "./provider": "./provider.js" });
  await expect(evaluate(texts[name])).resolves.toBe("the provider");
});

describe.each([
  ["is not installed", () => Promise.resolve()],
  ["has no such entry point", () => installPackage("")],
  [
    "lacks a dependency",
    () => installPackage('require("not-there");', { "./provider": "./provider.js" }),
  ],
])("where the package %s", (_, arrange) => {
  let provider: Provider;
  beforeEach(async () => {
    await arrange();
    provider = await evaluate(texts.backgroundTask);
  });

  test("delete does nothing, and succeeds", async () => {
    await expect(provider.delete("id", {})).resolves.toBeUndefined();
  });

  test("check says what to install, on no property", async () => {
    const news = { instanceId: "i" };
    await expect(provider.check({}, news)).resolves.toEqual({
      inputs: news,
      failures: [{ property: "", reason: expect.stringMatching(reason) as unknown }],
    });
  });

  test.each(["diff", "create", "read", "update"] as const)(
    "%s says what to install",
    async (method) => {
      await expect(provider[method]("id", {}, {})).rejects.toThrow(reason);
    },
  );
});

test("another error of the package is not hidden", async () => {
  await installPackage('throw new Error("broken");', { "./provider": "./provider.js" });
  await expect(evaluate(texts.backgroundTask)).rejects.toThrow("broken");
});
