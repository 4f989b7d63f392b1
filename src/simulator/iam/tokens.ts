import { account, isAccount } from "./account";
import type { WireRequest } from "../wireRequest";
import { iamError, isoTime } from "./iamReply";
import type { Identity } from "../identity";
import { jsonBody, objectAt, type JsonObject } from "../jsonBody";
import type { IssuedToken, KeyRing } from "./keyRing";
import type { Reply } from "../reply";

const DAY_SECONDS = 24 * 3600;

/**
 * KeystoneCreateUserTokenByPassword, and the same call with the method `token`, which exchanges one
 * token for another. Needs no signature. The scope is the region's project or the whole account.
 */
export function createToken(request: WireRequest, keys: KeyRing, identity: Identity): Reply {
  const auth = objectAt(jsonBody(request), "auth");
  const { methods } = objectAt(auth, "identity");
  const method = Array.isArray(methods) && methods.includes("token") ? "token" : "password";
  const source = keys.validToken(objectAt(auth, "identity", "token")["id"]);
  if (method === "token" && source === undefined) {
    return iamError(401, "Unauthorized", "The token is invalid.");
  }
  if (method === "password" && !isUser(objectAt(auth, "identity", "password", "user"))) {
    return iamError(401, "Unauthorized", "The username or password is wrong.");
  }
  const scope = scopeOf(objectAt(auth, "scope"), identity);
  if (scope === undefined) {
    return iamError(404, "Not Found", "Could not find project");
  }
  const latestEnd = method === "token" ? source?.expiresAt : undefined;
  return tokenReply(keys.issueToken(DAY_SECONDS, latestEnd), { method, scope });
}

function isUser({ name, password, domain }: JsonObject): boolean {
  const { name: domainName, id } = objectAt(domain);
  return name === account.userName && password === account.password && isAccount(domainName, id);
}

/** The token's scope from the request; undefined for an unknown project or account. */
function scopeOf(
  { project, domain }: JsonObject,
  { region, projectId }: Identity,
): JsonObject | undefined {
  const { name, id } = objectAt(project ?? domain);
  if (domain !== undefined && project === undefined) {
    return isAccount(name, id) ? { domain: ownDomain } : undefined;
  }
  return name === region || id === projectId
    ? { project: { id: projectId, name: region, domain: ownDomain } }
    : undefined;
}

const ownDomain = { id: account.domainId, name: account.domainName };

function tokenReply(
  { token, expiresAt }: IssuedToken,
  { method, scope }: { readonly method: string; readonly scope: JsonObject },
): Reply {
  return {
    status: 201,
    headers: { "X-Subject-Token": token },
    body: {
      token: {
        methods: [method],
        expires_at: isoTime(expiresAt),
        catalog: [],
        roles: [],
        ...scope,
        user: { name: account.userName, domain: ownDomain },
      },
    },
  };
}
