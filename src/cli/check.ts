import { Command } from "commander";
import { assertIds } from "./assertIds";
import { DcsClient } from "../client/dcsClient";
import { clientOptionsOf } from "../client/settingsClient";
import { printable } from "../printable";
import { wrapColumns } from "../display/terminalText";
import { renderTextTable } from "../display/textTable";
import { resolveSettings } from "../settings/settings";
import {
  type CliIo,
  type CommandFactory,
  forProduct,
  nameOfCall,
  programName,
  type TextSink,
  usageExitCode,
} from "./cliIo";
import { type ConnectionFlags, printErrors, requestExitCode, withConnection } from "./connect";
import { type Finding, isMissetting, isObstacle, toRow } from "./check/finding";
import { findPermissions } from "./check/permissionFindings";
import { findClock, findKeys, findSettings, judgeKeys } from "./check/settingFindings";
import { printableJson } from "./printableJson";

interface CheckFlags extends ConnectionFlags {
  readonly json?: true;
}

/** `dcs-task check`: whether a wait could work, before anything is changed. */
export const checkCommand: CommandFactory = (io, end) =>
  withConnection(new Command("check"))
    .summary("check settings, keys, clock and permissions")
    .description(
      "Check settings, keys, clock and permissions before a wait needs them. Only reads; without an " +
        "instance id it reads an instance that does not exist.",
    )
    .argument("[instance id]", "an instance on which to check the permissions")
    .option("--json", "print the findings as JSON")
    .addHelpText(
      "after",
      `
Exit codes:
  0    a wait can work
  2    a setting is missing or malformed
  3    the credentials, a permission that every wait needs, or a request failed

Examples:
  $ ${nameOfCall(io)} check
  $ ${nameOfCall(io)} check <instance id> --json | jq -r '.checks[] | select(.result == "missing").action'`,
    )
    .action(async (instanceId: string | undefined, flags: CheckFlags) => {
      end({ code: await check(instanceId, flags, forProduct(io)) });
    });

function check(instanceId: string | undefined, flags: CheckFlags, io: CliIo): Promise<number> {
  return printErrors("check", io, async () => {
    assertIds({ instanceId });
    const findings = await findAll(instanceId, flags, io);
    const isFine = !findings.some(isObstacle);
    print({ findings, isFine }, flags, io);
    if (isFine) return 0;
    return findings.some(isMissetting) ? usageExitCode : requestExitCode;
  });
}

async function findAll(
  instanceId: string | undefined,
  flags: CheckFlags,
  { env, signal }: CliIo,
): Promise<Finding[]> {
  const sources = { inputs: { ...flags }, kind: "flag", env } as const;
  const settings = resolveSettings(sources);
  const options = clientOptionsOf(settings);
  const client = new DcsClient(options);
  const keys = await findKeys(options);
  const place = { instanceId, hasProjectId: settings.projectId !== undefined };
  const permissions =
    keys.result === "found" ? await findPermissions(client, place, { signal }) : [];
  return [
    ...findSettings(settings, sources),
    judgeKeys(keys, permissions),
    findClock(client.clockSkewMs),
    ...permissions,
  ];
}

function print(
  { findings, isFine }: { readonly findings: readonly Finding[]; readonly isFine: boolean },
  { json }: CheckFlags,
  { stdout, stderr }: CliIo,
): void {
  if (json) {
    stdout.write(`${printableJson({ ok: isFine, checks: findings })}\n`);
    return;
  }
  const settings = findings.filter(({ action }) => action === undefined);
  const permissions = findings.filter(({ action }) => action !== undefined);
  const tables = [renderTable("setting", settings), renderTable("permission", permissions)].filter(
    ({ length }) => length > 0,
  );
  stdout.write(tables.map((lines) => `${lines.join("\n")}\n`).join("\n"));
  for (const { error } of findings) {
    if (error === undefined) continue;
    const lines = wrap(`${programName} check: ${error}`, stderr);
    stderr.write(`${lines.join("\n  ")}\n`);
  }
}

/** On a terminal lines end between words; a text is never cut. */
function wrap(text: string, { terminal = {} }: TextSink): string[] {
  const { isTTY = false, columns = 80 } = terminal;
  // Two columns for the indentation, and one for the cursor.
  return isTTY ? wrapColumns(text, columns - 3) : [text];
}

function renderTable(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => toRow(finding).map((text) => printable(text)));
  return renderTextTable([[title, "result", "action", "details"], ...rows]);
}
