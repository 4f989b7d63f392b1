import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCommand } from "../support/pulumi/command";
import { projectEnvironment } from "../support/pulumi/environment";
import { schemaFile } from "./support/readSchema";

test("the engine finds no fault with the schema", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "dcs-schema-"));
  try {
    const env = await projectEnvironment(folder, {});
    const check = startCommand(["pulumi", "schema", "check", schemaFile], { cwd: folder, env });
    expect(await check.done).toMatchObject({ code: 0, all: "" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
