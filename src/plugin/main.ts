/**
 * The provider plugin `huaweicloud-dcs`. The engine starts it with its own address as last argument, and
 * reads the port from the first line of stdout.
 *
 * @module
 */
import { createPluginHost } from "./pluginHost";
import { startServer } from "./server";

/** Replaced by `scripts/plugin.ts`. */
declare const PLUGIN_VERSION: string;
declare const PLUGIN_SCHEMA: string;

async function main(): Promise<void> {
  const about = { version: PLUGIN_VERSION, schema: PLUGIN_SCHEMA };
  const { port } = await startServer(createPluginHost(), about);
  process.stdout.write(`${port}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
