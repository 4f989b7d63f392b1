// What a query costs besides the network: this package beside the vendor's core and a bare `fetch`.
// See docs/benchmarks-scale.md.
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { measureImports } from "./client/imports.mjs";
import { measureQueries } from "./client/query.mjs";
import { renderReport } from "./client/report.mjs";
import { measureSigning } from "./client/signing.mjs";
import { dependenciesOf, measureSize } from "./client/sizes.mjs";

const USAGE = `Usage: node bench/client.mjs [--json]

BENCH_DIST names the build to measure (../dist).`;
const VENDOR = "@huaweicloud/huaweicloud-sdk-core";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) console.log(USAGE);
else await main();

async function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const load = createRequire(import.meta.url);
  const dist = pathToFileURL(`${resolve(process.env.BENCH_DIST ?? `${root}/dist`)}/`);
  const module = new URL("client/index.js", dist).href;
  const client = await import(module);
  const figures = {
    signing: await measureSigning(client, load),
    query: await measureQueries(client, load, dist.href),
    imports: await measureImports({
      ours: module,
      ky: import.meta.resolve("ky"),
      vendor: pathToFileURL(load.resolve(`${VENDOR}/HcClient`)).href,
    }),
    sizes: {
      ours: measureSize(dependenciesOf(root), root),
      vendor: measureSize([VENDOR], root),
    },
  };
  console.log(values.json ? JSON.stringify(figures, null, 2) : renderReport(figures));
}
