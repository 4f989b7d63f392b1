import { account } from "./account";
import type { WireRequest } from "./canonicalRequest";
import type { Identity } from "./identity";
import type { KeyRing } from "./keyRing";
import type { Reply } from "./reply";

const anHour = 3600;
const aDay = 24 * anHour;

/** KeystoneCreateUserTokenByPassword: needs no signature. */
export function createToken(request: WireRequest, keys: KeyRing, identity: Identity): Reply {
  const auth = at(bodyOf(request), "auth");
  const user = at(auth, "identity", "password", "user");
  const domain = at(user, "domain");
  const isKnown =
    user["name"] === account.userName &&
    user["password"] === account.password &&
    isAccount(domain["name"], domain["id"]);
  if (!isKnown) {
    return iamError(401, "Unauthorized", "The username or password is wrong.");
  }
  if (at(auth, "scope", "project")["name"] !== identity.region) {
    return iamError(404, "Not Found", "Could not find project");
  }
  const { token, expiresAt } = keys.issueToken(aDay);
  return {
    status: 201,
    headers: { "X-Subject-Token": token },
    body: {
      token: {
        methods: ["password"],
        expires_at: isoTime(expiresAt),
        project: { id: identity.projectId, name: identity.region },
        user: { name: account.userName, domain: { name: account.domainName } },
      },
    },
  };
}

/** CreateTemporaryAccessKeyByAgency. */
export function createTemporaryKey(request: WireRequest, keys: KeyRing): Reply {
  const identity = at(bodyOf(request), "auth", "identity");
  const role = at(identity, "assume_role");
  const methods = identity["methods"];
  const isKnown =
    Array.isArray(methods) &&
    methods.includes("assume_role") &&
    role["agency_name"] === account.agencyName &&
    isAccount(role["domain_name"], role["domain_id"]);
  if (!isKnown) {
    return iamError(403, "Forbidden", "You are not authorized to perform the requested action.");
  }
  const key = keys.issueKey(secondsIn(role, 900));
  return {
    status: 201,
    body: {
      credential: {
        access: key.accessKey,
        secret: key.secretKey,
        securitytoken: key.securityToken,
        expires_at: isoTime(key.expiresAt),
      },
    },
  };
}

/** AssumeAgency of STS. */
export function assumeAgency(request: WireRequest, keys: KeyRing): Reply {
  const body = at(bodyOf(request));
  if (body["agency_urn"] !== `iam::${account.domainId}:agency:${account.agencyName}`) {
    const message = "You are not authorized to assume the agency.";
    return { status: 403, body: { error_code: "PAP5.0017", error_msg: message } };
  }
  const key = keys.issueKey(secondsIn(body, anHour));
  return {
    status: 200,
    body: {
      credentials: {
        access_key_id: key.accessKey,
        secret_access_key: key.secretKey,
        security_token: key.securityToken,
        expiration: isoTime(key.expiresAt),
      },
    },
  };
}

/** IAM and the metadata write microseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

function isAccount(name: unknown, id: unknown): boolean {
  return name === account.domainName || id === account.domainId;
}

function secondsIn(values: Readonly<Record<string, unknown>>, fallback: number): number {
  const seconds = values["duration_seconds"];
  return typeof seconds === "number" ? seconds : fallback;
}

function iamError(code: number, title: string, message: string): Reply {
  return { status: code, body: { error: { code, message, title } } };
}

function bodyOf({ body }: WireRequest): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

/** The object at a path; an empty one where there is none. */
function at(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const object =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const [name, ...rest] = path;
  return name === undefined ? object : at(object[name], ...rest);
}
