import { account, isAccount } from "./account";
import type { WireRequest } from "../wireRequest";
import { jsonBody, objectAt } from "../jsonBody";
import { iamError, isoTime } from "./iamReply";
import type { KeyRing } from "./keyRing";
import type { Reply } from "../reply";

const HOUR_SECONDS = 3600;

/** CreateTemporaryAccessKeyByAgency. */
export function createTemporaryKey(request: WireRequest, keys: KeyRing): Reply {
  const identity = objectAt(jsonBody(request), "auth", "identity");
  const role = objectAt(identity, "assume_role");
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
  const body = jsonBody(request);
  if (body["agency_urn"] !== `iam::${account.domainId}:agency:${account.agencyName}`) {
    const message = "You are not authorized to assume the agency.";
    return { status: 403, body: { error_code: "PAP5.0017", error_msg: message } };
  }
  const key = keys.issueKey(secondsIn(body, HOUR_SECONDS));
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

function secondsIn(values: Readonly<Record<string, unknown>>, fallback: number): number {
  const seconds = values["duration_seconds"];
  return typeof seconds === "number" ? seconds : fallback;
}
