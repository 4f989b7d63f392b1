import { DcsError } from "../../errors";
import { printable } from "../../printable";
import { type Agency, checkCredentials, type SourcedCredentials } from "./credentials";
import { isRecord, parseJson } from "./json";
import { badFile, expandHome, homePath, type ReadFile, readSettingsFile } from "./readSettingsFile";
import type { Environment } from "./source";

/** A value, and the setting that gives it. */
interface Named {
  readonly value: string;
  readonly name: string;
}

/** A profile of KooCLI, the vendor's command line. */
export interface ProfileRequest {
  /** Default: the file's current one. */
  readonly profile?: Named | undefined;
  /** Default `~/.hcloud/config.json`. */
  readonly file?: Named | undefined;
  /** Where the home folder is from. */
  readonly env: Environment;
  readonly readFile?: ReadFile;
}

/** What a profile holds. */
export interface Profile {
  /** What messages call it. */
  readonly title: string;
  readonly region: string | undefined;
  readonly projectId: string | undefined;
  /** To be assumed with the credentials. */
  readonly agency: Agency | undefined;
  /** @throws {DcsError} `INVALID_INPUT` naming the file and the profile where it has no usable keys */
  readonly credentials: () => SourcedCredentials;
}

type Fields = Readonly<Record<string, unknown>>;

/** Names in the file, as KooCLI has them. */
const names = {
  accessKey: "accessKeyId",
  secretKey: "secretAccessKey",
  securityToken: "securityToken",
};

/**
 * Reads a profile of KooCLI's configuration file. A profile of mode `SSO` has temporary keys, which
 * `hcloud` renews in the file.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file and the profile where there is none
 */
export function readProfile(request: ProfileRequest): Profile {
  const { profile, readFile = readSettingsFile } = request;
  const file = pathOf(request);
  const content = parseFile(file, readFile, request.file?.name);
  const name = profile?.value ?? text(content["current"]) ?? "default";
  const shownName = printable(name);
  const found = listOf(content["profiles"]).find((one) => one["name"] === name);
  if (!found) {
    const named = profile ? `, which "${profile.name}" names` : "";
    const reason = `has no profile "${shownName}"${named}; hcloud configure list shows which there are`;
    throw new DcsError("INVALID_INPUT", `the file ${file} ${reason}`, {
      property: profile?.name ?? request.file?.name,
    });
  }
  const title = `the profile "${shownName}" of ${file}`;
  return {
    title,
    region: text(found["region"]),
    projectId: text(found["projectId"]),
    agency: agencyOf(found),
    credentials: () => {
      const { authEncrypt } = content;
      if (authEncrypt === true || authEncrypt === "true") {
        throw badFile(
          file,
          `has its keys encrypted by KooCLI (authEncrypt), so those of profile "${shownName}" cannot ` +
            "be read; set the keys in another way, or have KooCLI keep them unencrypted",
        );
      }
      const credentials = checkCredentials(keysOf(found), title, names);
      if (credentials) return credentials;
      const advice = isSso(found)
        ? "log in with hcloud configure sso"
        : "only profiles with access keys or SSO can be used";
      throw badFile(file, `has no access key in profile "${shownName}"; ${advice}`);
    },
  };
}

function pathOf({ profile, file, env }: ProfileRequest): string {
  const found = file ? expandHome(env, file.value) : homePath(env, ".hcloud", "config.json");
  if (found !== undefined) return found;
  const variable = process.platform === "win32" ? "USERPROFILE" : "HOME";
  const reason = `"~/.hcloud/config.json" cannot be found without a home folder: set ${variable}`;
  throw new DcsError("INVALID_INPUT", reason, { property: profile?.name });
}

function parseFile(file: string, readFile: ReadFile, namedBy: string | undefined): Fields {
  const json = readFile(file, namedBy);
  if (json === undefined) {
    throw badFile(file, "does not exist; hcloud configure init creates it", namedBy);
  }
  const parsed = parseJson(json);
  if (isRecord(parsed)) return parsed;
  throw badFile(file, "is not the JSON object that KooCLI writes", namedBy);
}

function listOf(profiles: unknown): Fields[] {
  return Array.isArray(profiles) ? profiles.filter(isRecord) : [];
}

function keysOf(profile: Fields): Parameters<typeof checkCredentials>[0] {
  const keys = isSso(profile) ? recordOf(recordOf(profile["ssoAuth"])["stsToken"]) : profile;
  return {
    accessKey: keys[names.accessKey],
    secretKey: keys[names.secretKey],
    securityToken: keys[names.securityToken] || undefined,
  };
}

function isSso({ mode }: Fields): boolean {
  return text(mode)?.toUpperCase() === "SSO";
}

function agencyOf(profile: Fields): Agency | undefined {
  const agencyName = text(profile["agencyName"]);
  if (agencyName === undefined) return undefined;
  return {
    agencyName,
    domainName: text(profile["agencyDomainName"]),
    domainId: text(profile["agencyDomainId"]),
  };
}

function recordOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
