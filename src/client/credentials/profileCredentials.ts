import { DcsError } from "../../errors";
import type { Agency } from "./agencyCredentials";
import { checkCredentials, type CredentialsProvider, type SourcedCredentials } from "./credentials";
import type { Environment } from "./environmentCredentials";
import { printable } from "../../printable";
import { badFile, expandHome, homePath, readSettingsFile } from "./readSettingsFile";

/** Names a profile of KooCLI, the vendor's command line. */
export interface ProfileOptions {
  /** Default: the file's current one. */
  readonly profile?: string | undefined;
  /** Default `~/.hcloud/config.json`. */
  readonly sharedConfigFile?: string | undefined;
  /** Where the home folder is from. Default `process.env`. */
  readonly env?: Environment | undefined;
}

/** What a profile holds. */
export interface Profile {
  readonly credentials: SourcedCredentials;
  readonly region?: string | undefined;
  readonly projectId?: string | undefined;
  /** To be assumed with the credentials. */
  readonly agency?: Agency | undefined;
}

/** Names in the file, as KooCLI has them. */
const names = {
  accessKey: "accessKeyId",
  secretKey: "secretAccessKey",
  securityToken: "securityToken",
};

/**
 * Reads a profile of KooCLI's configuration file, anew for each request. A profile of mode `SSO` has
 * temporary keys, which `hcloud` renews in the file.
 */
export function profileCredentials(options: ProfileOptions = {}): CredentialsProvider {
  return () => Promise.resolve().then(() => readProfile(options).credentials);
}

/**
 * The same at once, with what else the profile holds.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file and the profile when it cannot be used
 */
export function readProfile({
  profile,
  sharedConfigFile,
  env = process.env,
}: ProfileOptions): Profile {
  const file = sharedConfigFile
    ? expandHome(env, sharedConfigFile)
    : homePath(env, ".hcloud", "config.json");
  if (!file) {
    throw new DcsError("INVALID_INPUT", 'no home folder to find "~/.hcloud/config.json" in', {
      property: "profile",
    });
  }
  const configuration = parseFile(file);
  const name = profile ?? text(configuration["current"]) ?? "default";
  const shownName = printable(name);
  const profiles = configuration["profiles"];
  const found = (Array.isArray(profiles) ? profiles : [])
    .map(record)
    .find((one) => one["name"] === name);
  if (!found) {
    throw badFile(
      file,
      `has no profile "${shownName}"; hcloud configure list shows which there are`,
    );
  }

  const source = `the profile "${shownName}" of ${file}`;
  const { authEncrypt } = configuration;
  if (authEncrypt === true || authEncrypt === "true") {
    throw badFile(
      file,
      `has its keys encrypted by KooCLI (authEncrypt), so those of profile "${shownName}" cannot be ` +
        "read; set the keys in another way, or have KooCLI keep them unencrypted",
    );
  }
  const isSso = text(found["mode"])?.toUpperCase() === "SSO";
  const keys = isSso ? record(record(found["ssoAuth"])["stsToken"]) : found;
  const credentials = checkCredentials(
    {
      accessKey: keys[names.accessKey],
      secretKey: keys[names.secretKey],
      securityToken: keys[names.securityToken] || undefined,
    },
    source,
    names,
  );
  if (!credentials) {
    const advice = isSso
      ? "log in with hcloud configure sso"
      : "only profiles with access keys or SSO can be used";
    throw badFile(file, `has no access key in profile "${shownName}"; ${advice}`);
  }
  const agencyName = text(found["agencyName"]);
  return {
    credentials,
    region: text(found["region"]),
    projectId: text(found["projectId"]),
    agency: agencyName
      ? {
          agencyName,
          domainName: text(found["agencyDomainName"]),
          domainId: text(found["agencyDomainId"]),
        }
      : undefined,
  };
}

function parseFile(file: string): Readonly<Record<string, unknown>> {
  const json = readSettingsFile(file);
  if (json === undefined) throw badFile(file, "does not exist; hcloud configure init makes it");
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return record(parsed);
    }
  } catch {
    // Told below: what JSON.parse says quotes the file.
  }
  throw badFile(file, "is not the JSON object that KooCLI writes");
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
