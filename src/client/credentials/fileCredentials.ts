import { createRequire } from "node:module";
import type * as Ini from "ini";
import { checkCredentials, type CredentialsProvider, type SourcedCredentials } from "./credentials";
import type { Environment } from "./environmentCredentials";
import { badFile, homePath, readSettingsFile } from "./readSettingsFile";

const load = createRequire(__filename);

/** What the credentials file of the vendor's SDKs holds. */
export interface CredentialsFile {
  readonly credentials: SourcedCredentials;
  readonly projectId?: string | undefined;
  readonly iamEndpoint?: string | undefined;
}

/** Names in the file, as the SDKs have them. */
const names = { accessKey: "ak", secretKey: "sk", securityToken: "security_token" };

/** Both kinds of section hold the same kind of key; `[basic]` is the one for services like DCS. */
const sections = ["basic", "global"];

/**
 * Reads the credentials file of the vendor's SDKs, anew for each request:
 * `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, else `~/.huaweicloud/credentials`; its section `[basic]`, else
 * `[global]`, with `ak`, `sk` and `security_token`.
 */
export function fileCredentials(env: Environment = process.env): CredentialsProvider {
  return () => Promise.resolve().then(() => readCredentialsFile(env)?.credentials);
}

/**
 * The same at once, with what else the file holds.
 *
 * @returns `undefined` when there is no such file, or it is empty
 * @throws {DcsError} `INVALID_INPUT` naming the file and the section when it cannot be used
 */
export function readCredentialsFile(env: Environment): CredentialsFile | undefined {
  const named = env["HUAWEICLOUD_SDK_CREDENTIALS_FILE"];
  const file = named || homePath(env, ".huaweicloud", "credentials");
  const text = file && readSettingsFile(file);
  if (file && named && text === undefined) {
    throw badFile(file, "does not exist; HUAWEICLOUD_SDK_CREDENTIALS_FILE names it");
  }
  if (!file || !text?.trim()) return undefined;

  const { parse } = load("ini") as typeof Ini;
  const parsed: Readonly<Record<string, unknown>> = parse(text);
  const section = sections.find((name) => isSection(parsed[name]));
  if (section === undefined) throw badFile(file, "has neither a section [basic] nor [global]");

  const values = readSection(parsed[section] as object, file, section);
  const credentials = checkCredentials(
    {
      accessKey: values[names.accessKey],
      secretKey: values[names.secretKey],
      securityToken: values[names.securityToken] || undefined,
    },
    `the file ${file}, section [${section}]`,
    names,
  );
  if (!credentials) {
    const reason = values["idp_id"]
      ? "names an identity provider (idp_id), which is not supported; set ak and sk"
      : "has no ak and sk";
    throw badFile(file, `${reason} in section [${section}]`);
  }
  const { project_id: projectId, iam_endpoint: iamEndpoint } = values;
  return { credentials, ...(projectId && { projectId }), ...(iamEndpoint && { iamEndpoint }) };
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readSection(
  section: object,
  file: string,
  name: string,
): Readonly<Record<string, string | undefined>> {
  const entries: [string, unknown][] = Object.entries(section);
  // The parser takes a line without "=" for a switch that is on.
  if (!entries.every(([, value]) => typeof value === "string")) {
    throw badFile(file, `has a line that is not of the form name = value in section [${name}]`);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key.toLowerCase(), value as string]));
}
