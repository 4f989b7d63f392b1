import type { Setting } from "./settings.ts";

/** What a setting is, where the table of settings says it of several at once, or in few words. */
const labels: Readonly<Record<string, string>> = {
  region: "Region of the resources that name none, such as `cn-north-4`",
  projectId: "Project id of the resources that name none",
  profile: "KooCLI profile with the credentials, of the resources that name none",
  token: "Token of IAM, in place of keys",
  securityToken: "Security token of a temporary access key",
  userName: "Name of the IAM user, in place of keys",
  password: "Password of the IAM user",
  domainName: "Name of the account of the user, or of a token",
  domainId: "Id of the account of the user, or of a token",
  assumeRoles:
    "Agencies to assume in order, each with the keys of the one before. Fields that an entry lacks " +
    "are taken from the environment (`HW_ASSUME_ROLE_AGENCY_NAME`, `HW_ASSUME_ROLE_DOMAIN_NAME`, " +
    "`HW_ASSUME_ROLE_DOMAIN_ID`, `HW_ASSUME_ROLE_DURATION`)",
  agencyName: "Name of an agency to assume after those of `assumeRoles`",
  agencyDomainName: "Name of the account that delegates `agencyName`",
  endpoint: "Base URL of DCS, of the resources that name none",
  authUrl: "Base URL of IAM",
  cloud: "Domain of the cloud",
  cacertFile: "PEM file with further certificate authorities, or the PEM text itself",
  insecure: "Whether any certificate is accepted",
  requestsPerSecond: "Requests a second of all waits on a host, from 0.1 to 10,000",
};

/** Defaults that the table of settings describes with the row above. */
const defaults: Readonly<Record<string, string>> = {
  accessKey: "files, then the metadata of an ECS",
  secretKey: "as for `accessKey`",
  securityToken: "as for `accessKey`",
  cacertFile: "what Node.js trusts",
};

/** Describes a setting, and where its value is found if it is not set. */
export function describeSetting(setting: Setting): string {
  const { name, what, newer, variables } = setting;
  const older = newer === undefined ? undefined : `Older form of \`${newer}\``;
  const label = labels[name] ?? older ?? `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  const { [name]: otherwise = setting.otherwise } = defaults;
  const last = otherwise === undefined || otherwise === "none" ? "" : otherwise;
  const codes = variables.map((variable) => `\`${variable}\``).join(", ");
  const places = [codes && `the environment (${codes})`, last].filter(Boolean);
  return places.length > 0 ? `${label}. If not set: ${places.join("; else ")}.` : `${label}.`;
}
