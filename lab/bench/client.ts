// What a query costs besides the network: this package beside the vendor's core and a bare `fetch`.
// See docs/benchmarks-scale.md.
import path from "node:path";
import { parseArgs } from "node:util";
import { buildIfMissing, loadClient, ownBuild, root, urlOf } from "../shared/build.ts";
import { measureImports } from "./client/imports.ts";
import { measureQueries } from "./client/query.ts";
import { type ClientFigures, renderReport } from "./client/report.ts";
import { measureSigning } from "./client/signing.ts";
import { dependenciesOf, measureSize } from "./client/sizes.ts";
import { VENDOR, vendorModule } from "./client/vendor.ts";

const USAGE = `Usage: npm run bench:client -- [--json]

BENCH_DIST names the build to measure (dist).`;

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const dist = path.resolve(process.env["BENCH_DIST"] ?? ownBuild);
  buildIfMissing(dist);
  const client = await loadClient(dist);
  const figures: ClientFigures = {
    signing: await measureSigning(client),
    query: await measureQueries(client, dist),
    imports: await measureImports({
      ours: urlOf(dist, "client/index.js"),
      ky: import.meta.resolve("ky"),
      vendor: vendorModule,
    }),
    sizes: {
      ours: measureSize(dependenciesOf(root), root),
      vendor: measureSize([VENDOR], root),
    },
  };
  console.log(values.json ? JSON.stringify(figures, null, 2) : renderReport(figures));
}
