import { DcsError } from "../../errors";
import { printable } from "../../printable";
import { type Agency, checkCredentials, type SourcedCredentials } from "./credentials";
import { isRecord, parseJson } from "../../json";
import {
  badFile,
  expandHome,
  type FileUser,
  homePath,
  type ReadFile,
  readSettingsFile,
} from "./readSettingsFile";
import type { Environment, Found } from "./source";

/** Which profile of KooCLI, the vendor's command line, to read. */
export interface ProfileRequest {
  /** Default: the file's current profile. */
  readonly profile?: Pick<Found, "value" | "name"> | undefined;
  /** Default `~/.hcloud/config.json`. */
  readonly file?: Pick<Found, "value" | "name"> | undefined;
  /** Environment variables, for the home folder. */
  readonly env: Environment;
  readonly readFile?: ReadFile;
}

/** The values of a profile. */
export interface Profile {
  /** Name for messages. */
  readonly title: string;
  readonly region: string | undefined;
  readonly projectId: string | undefined;
  /** Agency to assume with the credentials. */
  readonly agency: Agency | undefined;
  /** @throws {DcsError} `INVALID_INPUT` naming the file and the profile if it has no usable keys */
  readonly credentials: () => SourcedCredentials;
}

type Fields = Readonly<Record<string, unknown>>;

/** Field names in the file. */
const names = {
  accessKey: "accessKeyId",
  secretKey: "secretAccessKey",
  securityToken: "securityToken",
};

/**
 * Reads a profile of KooCLI's configuration file. A profile in mode `SSO` has temporary keys, which
 * `hcloud` refreshes in the file.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file and the profile if it does not exist
 */
export function readProfile(request: ProfileRequest): Profile {
  const { profile, readFile = readSettingsFile } = request;
  const file = pathOf(request);
  const user = userOf(request);
  const content = parseFile(file, readFile, user);
  const name = profile?.value ?? text(content["current"]) ?? "default";
  const shownName = printable(name);
  const { profiles } = content;
  const all = Array.isArray(profiles) ? profiles.filter(isRecord) : [];
  const found = all.find((one) => one["name"] === name);
  if (!found) {
    const named = profile ? `, which "${profile.name}" names` : "";
    const reason = `has no profile "${shownName}"${named}; hcloud configure list shows the profiles`;
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
      if (authEncrypt === true || authEncrypt === "true")
        throw badFile(file, encrypted(shownName), user);
      const credentials = checkCredentials(keysOf(found), title, names);
      if (credentials) return credentials;
      const advice = isSso(found)
        ? "log in with hcloud configure sso"
        : "only profiles with access keys or SSO can be used";
      throw badFile(file, `has no access key in profile "${shownName}"; ${advice}`, user);
    },
  };
}

function encrypted(profile: string): string {
  return (
    `has keys that KooCLI has encrypted (authEncrypt), so those of profile "${profile}" cannot be read; ` +
    "set the keys in another way, or let KooCLI store them unencrypted"
  );
}

function pathOf({ profile, file, env }: ProfileRequest): string {
  const found = file ? expandHome(env, file.value) : homePath(env, ".hcloud", "config.json");
  if (found !== undefined) return found;
  const variable = process.platform === "win32" ? "USERPROFILE" : "HOME";
  const reason = `"~/.hcloud/config.json" cannot be found without a home folder: set ${variable}`;
  throw new DcsError("INVALID_INPUT", reason, { property: profile?.name });
}

/** The setting of the file, else that of the profile, for which the default file is read. */
function userOf({ profile, file }: ProfileRequest): FileUser | undefined {
  if (file) return { name: file.name, verb: "names" };
  return profile && { name: profile.name, verb: "needs" };
}

function parseFile(file: string, readFile: ReadFile, user: FileUser | undefined): Fields {
  const json = readFile(file, user);
  if (json === undefined) {
    throw badFile(file, "does not exist; hcloud configure init creates it", user);
  }
  const parsed = parseJson(json);
  if (isRecord(parsed)) return parsed;
  throw badFile(file, "is not the JSON object that KooCLI writes", user);
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
