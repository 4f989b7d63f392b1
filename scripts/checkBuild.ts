// Says so where there is no build: the examples, lab/ and scripts/ take their types from dist/, and
// without it the type checker would only list imports that it cannot find.
import { existsSync } from "node:fs";

const main = new URL("../dist/index.d.ts", import.meta.url);
if (!existsSync(main)) {
  console.error(
    'There is no build in dist/, which types are taken from: run "npm run build" first.',
  );
  process.exitCode = 1;
}
