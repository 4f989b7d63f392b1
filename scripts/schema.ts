// Writes the schema of the provider plugin, from which Pulumi makes its packages for other languages.
// It follows from the types of src/ and their comments. With --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { makePackage } from "./schema/package.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const file = path.join(root, "src/plugin/schema.json");

const text = await format(JSON.stringify(makePackage(root)), {
  ...(await resolveConfig(file)),
  parser: "json",
});
if (!values.check) {
  writeFileSync(file, text);
} else if (text !== readText()) {
  console.error("The types of src/ or their comments are not those of src/plugin/schema.json.");
  console.error('If that is meant, run "npm run schema" and commit.');
  process.exitCode = 1;
}

/** The committed schema; empty if there is none. */
function readText(): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
