// Compares the public surface of each entry point with its report in api/, so that a change of it
// is seen in review. With --local it brings the reports up to date instead. Reads dist/.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from "@microsoft/api-extractor";

const { values } = parseArgs({ options: { local: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const reports = path.join(root, "api");
// "provider" is left out: what the provider text requires is no business of users.
const entryPoints = { index: "index", client: "client/index", simulator: "simulator/index" };

mkdirSync(reports, { recursive: true });
const scratch = mkdtempSync(path.join(tmpdir(), "dcs-api-"));
try {
  const changed = Object.entries(entryPoints).filter(([name, entry]) => isChanged(name, entry));
  if (changed.length > 0 && !values.local) {
    const files = changed.map(([name]) => `api/${name}.api.md`).join(", ");
    console.error(`The public surface is not that of ${files}.`);
    console.error('If that is meant, run "npm run build && npm run api -- --local" and commit.');
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Whether an entry point is not as its report has it; with --local the report is then replaced. */
function isChanged(name: string, entry: string): boolean {
  const { apiReportChanged, errorCount } = Extractor.invoke(configure(name, entry), {
    localBuild: values.local,
    printApiReportDiff: !values.local,
    messageCallback: print,
  });
  if (errorCount > 0) throw new Error(`${errorCount} errors in the types of "${name}"`);
  return apiReportChanged;
}

function configure(name: string, entry: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: path.join(root, `dist/${entry}.d.ts`),
      newlineKind: "lf",
      compiler: { tsconfigFilePath: path.join(root, "tsconfig.build.json") },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: reports,
        reportTempFolder: scratch,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        // There are no stages of release here: what is exported is public.
        extractorMessageReporting: {
          "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
        },
        // TypeDoc looks after the docstrings.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(root, "package.json"),
  });
}

function print(message: ExtractorMessage): void {
  message.handled = true;
  const { logLevel, messageId, text } = message;
  const isAdvice = messageId.startsWith("console-api-report") && !messageId.endsWith("diff");
  if (isAdvice) return; // Ours is above.
  if (logLevel === ExtractorLogLevel.Error || logLevel === ExtractorLogLevel.Warning)
    console.error(text);
}
