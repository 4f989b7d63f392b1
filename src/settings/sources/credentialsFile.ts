import { parse } from "ini";
import { checkCredentials, type SourcedCredentials } from "./credentials";
import { isRecord } from "../../json";
import {
  badFile,
  type FileUser,
  homePath,
  type ReadFile,
  readSettingsFile,
} from "./readSettingsFile";
import { environmentSource, type Environment } from "./source";

/** The values of the credentials file of the vendor's SDKs. */
export interface CredentialsFile {
  /** Name for messages. */
  readonly title: string;
  /** Names of its fields, for messages. */
  readonly names: { readonly projectId: string; readonly iamEndpoint: string };
  readonly credentials: SourcedCredentials;
  readonly projectId?: string | undefined;
  readonly iamEndpoint?: string | undefined;
}

type Values = Readonly<Record<string, string | undefined>>;

/** Field names in the file. */
const names = { accessKey: "ak", secretKey: "sk", securityToken: "security_token" };
const placeNames = { projectId: "project_id", iamEndpoint: "iam_endpoint" };

/** Both sections hold the same kind of key; the SDKs use `[basic]` for regional services like DCS. */
const sections = ["basic", "global"];

/**
 * Reads the credentials file of the vendor's SDKs: `HUAWEICLOUD_SDK_CREDENTIALS_FILE`, else
 * `~/.huaweicloud/credentials`; its section `[basic]`, else `[global]`.
 *
 * @returns `undefined` if the file does not exist or is empty
 * @throws {DcsError} `INVALID_INPUT` naming the file and the section if it cannot be used
 */
export function readCredentialsFile(
  env: Environment,
  readFile: ReadFile = readSettingsFile,
): CredentialsFile | undefined {
  const named = environmentSource(env, 0).get("credentialsFile");
  const file = named?.value ?? homePath(env, ".huaweicloud", "credentials");
  if (file === undefined) return undefined;
  const user: FileUser | undefined = named && { name: named.name, verb: "names" };
  const text = readFile(file, user);
  if (named && text === undefined) throw badFile(file, "does not exist", user);
  if (!text?.trim()) return undefined;

  const parsed: Readonly<Record<string, unknown>> = parse(text);
  const section = sections.find((name) => isRecord(parsed[name]));
  if (section === undefined)
    throw badFile(file, "has neither a section [basic] nor [global]", user);

  const place = `section [${section}]`;
  const title = `the file ${file}, ${place}`;
  const values = readValues(parsed[section], file, place);
  const credentials = checkCredentials(
    {
      accessKey: values[names.accessKey],
      secretKey: values[names.secretKey],
      securityToken: values[names.securityToken] || undefined,
    },
    title,
    names,
  );
  if (!credentials) {
    const reason = values["idp_id"]
      ? "names an identity provider (idp_id), which is not supported; set ak and sk"
      : "has no ak and sk";
    throw badFile(file, `${reason} in ${place}`, user);
  }
  const { project_id: projectId, iam_endpoint: iamEndpoint } = values;
  return {
    ...{ title, credentials, names: placeNames },
    ...(projectId && { projectId }),
    ...(iamEndpoint && { iamEndpoint }),
  };
}

function readValues(section: unknown, file: string, place: string): Values {
  const entries = Object.entries(isRecord(section) ? section : {});
  if (entries.some(([name]) => /^\w+\s*:/.test(name))) {
    throw badFile(file, `has "name: value" in ${place}; write name = value`);
  }
  return Object.fromEntries(
    entries.map(([name, value]) => {
      // The parser turns a line without "=" into true.
      if (typeof value === "string") return [name.toLowerCase(), value];
      throw badFile(file, `has a line that is not of the form name = value in ${place}`);
    }),
  );
}
