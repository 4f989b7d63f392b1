/** One setting, and its name in each source. */
export interface Setting {
  /** Its description in docs/settings.md. Settings with the same description share a row. */
  readonly what: string;
  /** Flag of `dcs-task`. */
  readonly flag?: string;
  /** Input of a resource. */
  readonly input?: string;
  /** Option of a client. */
  readonly option?: string;
  /**
   * Keys of the stack's configuration, in `huaweicloud-dcs:` and in `huaweicloud:`. A dot leads into a
   * JSON object, as in a path of `pulumi config set --path`.
   */
  readonly keys?: readonly string[];
  /** Key in `huaweicloud-dcs:` only: the Huawei provider rejects unknown keys in `huaweicloud:`. */
  readonly ownKey?: string;
  /** Variables of the Huawei provider, and our own, in descending priority. */
  readonly variables?: readonly string[];
  /** Variables of the vendor's SDKs, one for each family; used last. */
  readonly sdkVariables?: readonly string[];
  /** Variable of the vendor's SDKs that exists for each region. */
  readonly regionVariable?: string;
  /** The setting to use if this one is not set anywhere. */
  readonly older?: "tenantId" | "tenantName";
  /** Whether the value applies only in the region of the source that holds it. */
  readonly ofRegion?: true;
  /** The default, in the words of docs/settings.md. */
  readonly otherwise?: string;
}

const REGION = "region";
const PROJECT_ID = "project id";
const PROJECT_NAME = "project name";
const USER = "user and password";
const ACCOUNT = "account of the user, or of a token";
const AGENCY = "agency to assume";

/** Every setting. Lookup, messages and the table of docs/settings.md are made from it. */
export const settingsTable = {
  region: {
    what: REGION,
    flag: "--region",
    input: "region",
    option: "region",
    keys: ["region"],
    variables: ["HW_REGION_NAME", "OS_REGION_NAME"],
    otherwise: "an error",
  },
  projectId: {
    what: PROJECT_ID,
    flag: "--project-id",
    input: "projectId",
    option: "projectId",
    keys: ["projectId"],
    variables: ["HW_PROJECT_ID", "OS_PROJECT_ID"],
    sdkVariables: ["HUAWEICLOUD_SDK_PROJECT_ID"],
    older: "tenantId",
    ofRegion: true,
    otherwise: "that of the file with the keys; else IAM is asked, by the project's name",
  },
  tenantId: { what: PROJECT_ID, keys: ["tenantId"], variables: ["OS_TENANT_ID"], ofRegion: true },
  projectName: {
    what: PROJECT_NAME,
    option: "projectName",
    keys: ["projectName"],
    variables: ["HW_PROJECT_NAME", "OS_PROJECT_NAME"],
    older: "tenantName",
    ofRegion: true,
    otherwise: "the region's id",
  },
  tenantName: {
    what: PROJECT_NAME,
    keys: ["tenantName"],
    variables: ["OS_TENANT_NAME"],
    ofRegion: true,
  },
  profile: {
    what: "KooCLI profile",
    flag: "--profile",
    input: "profile",
    keys: ["profile"],
    variables: ["HW_PROFILE"],
    otherwise: "where only the file is named, its current one",
  },
  sharedConfigFile: {
    what: "KooCLI's file",
    keys: ["sharedConfigFile"],
    variables: ["HW_SHARED_CONFIG_FILE"],
    otherwise: "`~/.hcloud/config.json`",
  },
  token: {
    what: "token of IAM",
    keys: ["token"],
    variables: ["HW_AUTH_TOKEN", "OS_AUTH_TOKEN"],
    otherwise: "none",
  },
  accessKey: {
    what: "access key",
    keys: ["accessKey"],
    variables: ["HW_ACCESS_KEY", "OS_ACCESS_KEY"],
    sdkVariables: ["HUAWEICLOUD_SDK_AK", "CLOUD_SDK_AK"],
    otherwise: "[files, then the metadata of an ECS](credentials.md)",
  },
  secretKey: {
    what: "secret key",
    keys: ["secretKey"],
    variables: ["HW_SECRET_KEY", "OS_SECRET_KEY"],
    sdkVariables: ["HUAWEICLOUD_SDK_SK", "CLOUD_SDK_SK"],
    otherwise: "the same",
  },
  securityToken: {
    what: "security token",
    keys: ["securityToken"],
    variables: ["HW_SECURITY_TOKEN"],
    sdkVariables: ["HUAWEICLOUD_SDK_SECURITY_TOKEN", "CLOUD_SDK_SECURITY_TOKEN"],
    otherwise: "the same",
  },
  userName: {
    what: USER,
    keys: ["userName"],
    variables: ["HW_USER_NAME", "OS_USERNAME"],
    otherwise: "none",
  },
  password: { what: USER, keys: ["password"], variables: ["HW_USER_PASSWORD", "OS_PASSWORD"] },
  domainName: {
    what: ACCOUNT,
    keys: ["domainName"],
    variables: [
      "HW_DOMAIN_NAME",
      ...["OS_DOMAIN_NAME", "OS_USER_DOMAIN_NAME", "OS_PROJECT_DOMAIN_NAME"],
    ],
  },
  domainId: {
    what: ACCOUNT,
    keys: ["domainId"],
    variables: ["HW_DOMAIN_ID", "OS_DOMAIN_ID", "OS_USER_DOMAIN_ID", "OS_PROJECT_DOMAIN_ID"],
  },
  credentialsFile: {
    what: "credentials file",
    sdkVariables: ["HUAWEICLOUD_SDK_CREDENTIALS_FILE"],
    otherwise: "`~/.huaweicloud/credentials`",
  },
  metadata: {
    what: "metadata of an ECS",
    variables: ["PULUMI_DCS_METADATA"],
    otherwise: "`http://169.254.169.254`; `off` leaves it out",
  },
  assumeRoles: { what: AGENCY, keys: ["assumeRoles"], otherwise: "none" },
  assumeRole: { what: AGENCY, keys: ["assumeRole"] },
  roleAgencyName: { what: AGENCY, variables: ["HW_ASSUME_ROLE_AGENCY_NAME"] },
  roleDomainName: { what: AGENCY, variables: ["HW_ASSUME_ROLE_DOMAIN_NAME"] },
  roleDomainId: { what: AGENCY, variables: ["HW_ASSUME_ROLE_DOMAIN_ID"] },
  roleDuration: { what: AGENCY, variables: ["HW_ASSUME_ROLE_DURATION"] },
  agencyName: { what: AGENCY, keys: ["agencyName"], variables: ["OS_AGENCY_NAME"] },
  agencyDomainName: {
    what: AGENCY,
    keys: ["agencyDomainName"],
    variables: ["OS_AGENCY_DOMAIN_NAME"],
  },
  endpoint: {
    what: "DCS endpoint",
    flag: "--endpoint",
    input: "endpoint",
    option: "endpoint",
    keys: ["endpoints.dcs"],
    ownKey: "endpoint",
    regionVariable: "HUAWEICLOUD_SDK_REGION_DCS_<REGION>",
    ofRegion: true,
    otherwise: "`https://dcs.{region}.{cloud}`",
  },
  authUrl: {
    what: "IAM endpoint",
    keys: ["authUrl"],
    variables: ["HW_AUTH_URL", "OS_AUTH_URL"],
    otherwise: "beside a given DCS endpoint, else `https://iam.{region}.{cloud}`",
  },
  iamEndpoint: {
    what: "IAM endpoint",
    option: "iamEndpoint",
    keys: ["endpoints.iam"],
    sdkVariables: ["HUAWEICLOUD_SDK_IAM_ENDPOINT"],
    ofRegion: true,
  },
  stsEndpoint: {
    what: "STS endpoint",
    keys: ["endpoints.sts"],
    sdkVariables: ["HUAWEICLOUD_SDK_STS_ENDPOINT"],
    ofRegion: true,
    otherwise: "the same with `sts`",
  },
  cloud: {
    what: "cloud",
    keys: ["cloud"],
    variables: ["HW_CLOUD"],
    otherwise: "`myhuaweicloud.com`, in `eu-west-1xx` `myhuaweicloud.eu`",
  },
  proxy: {
    what: "proxy",
    variables: ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"],
    otherwise: "none",
  },
  cacertFile: {
    what: "private authority",
    keys: ["cacertFile"],
    variables: ["HW_CACERT", "OS_CACERT"],
    otherwise: "what Node trusts",
  },
  insecure: {
    what: "no check of certificates",
    option: "insecure",
    keys: ["insecure"],
    variables: ["HW_INSECURE", "OS_INSECURE"],
    otherwise: "`false`",
  },
  requestsPerSecond: {
    what: "requests a second of all waits on a host",
    option: "requestsPerSecond",
    ownKey: "requestsPerSecond",
    variables: ["PULUMI_DCS_REQUESTS_PER_SECOND"],
    otherwise: "`5`",
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** The name of a setting. */
export type SettingName = keyof typeof settingsTable;

/** The names of all settings, in the table's order. */
export const settingNames: readonly SettingName[] =
  Object.keys(settingsTable).filter(isSettingName);

/** A row of the table, with its optional fields. */
export function settingOf(name: SettingName): Setting {
  return settingsTable[name];
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingsTable, name);
}
