// Writes the software bill of materials to standard output: npm run --silent sbom > sbom.cdx.json
import { fileURLToPath } from "node:url";
import { makeSbom } from "./release/sbom.ts";

process.stdout.write(makeSbom(fileURLToPath(new URL("..", import.meta.url))));
