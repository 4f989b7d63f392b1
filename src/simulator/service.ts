import { listDomains, listProjects, listServiceTypes } from "./iam/accountAnswers";
import type { WireRequest } from "./wireRequest";
import { answerDcs } from "./dcs/answerDcs";
import { assumeAgency, createTemporaryKey } from "./iam/temporaryKeys";
import type { Identity } from "./identity";
import type { Instances } from "./dcs/instances";
import { KeyLock } from "./iam/keyLock";
import type { KeyRing } from "./iam/keyRing";
import type { Metadata } from "./iam/metadata";
import type { Outcome } from "./outcome";
import { gatewayError, serviceError, type Reply } from "./reply";
import { routeOf, type AccountCall, type OpenCall, type Route } from "./routes";
import { createToken } from "./iam/tokens";
import { verifySignature } from "./signature/verifySignature";

export interface ServiceOptions {
  readonly identity: Identity;
  readonly keys: KeyRing;
  readonly metadata: Metadata;
  readonly instances: Instances;
  readonly now: () => number;
  /** The simulator's base URL, for the links in IAM's answers. */
  readonly baseUrl: () => string;
}

/** Answers every request as gateway, service and IAM, without a socket. */
export function createService(options: ServiceOptions): (request: WireRequest) => Outcome {
  const lock = new KeyLock();
  return (request) => {
    const route = routeOf(request.method, request.rawPath);
    if (route === undefined) {
      const message = "The API does not exist or is not published in this environment.";
      return { reply: gatewayError(404, "APIGW.0101", message) };
    }
    if (route.kind === "open") {
      return {
        reply: openReply(route.call, request, options),
        isIam: route.call === "createToken",
      };
    }
    const isIam = route.kind === "account" && route.call !== "serviceTypes";
    const reason = refusal(request, options, lock);
    if (reason !== undefined) {
      const message = `Incorrect IAM authentication information: ${reason}`;
      return { reply: gatewayError(401, "APIGW.0301", message), isIam };
    }
    return { ...answer(route, request, options), isIam };
  };
}

function openReply(
  call: OpenCall,
  request: WireRequest,
  { keys, metadata, identity }: ServiceOptions,
): Reply {
  switch (call) {
    case "createToken":
      return createToken(request, keys, identity);
    case "metadataToken":
      return metadata.createToken(request);
    case "metadataKey":
      return metadata.securityKey(request);
  }
}

function refusal(
  request: WireRequest,
  { keys, now }: ServiceOptions,
  lock: KeyLock,
): string | undefined {
  const nowMs = now();
  const verdict = verifySignature(request, { keys, nowMs });
  const { accessKey } = verdict;
  if (accessKey === undefined) {
    return verdict.isAllowed ? undefined : verdict.reason;
  }
  if (lock.isLocked(accessKey, nowMs)) {
    return "AK access failed to reach the limit";
  }
  if (verdict.isAllowed) {
    lock.recordSuccess(accessKey);
    return undefined;
  }
  lock.recordFailure(accessKey, nowMs);
  return verdict.reason;
}

function answer(
  route: Exclude<Route, { kind: "open" }>,
  request: WireRequest,
  options: ServiceOptions,
): Outcome {
  if (route.kind === "account") {
    return { reply: accountReply(route.call, request, options) };
  }
  if (route.project !== options.identity.projectId) {
    const message = "The project of the token does not match the project in the URI.";
    return { reply: serviceError(401, "DCS.1004", message) };
  }
  return answerDcs(route, request, options.instances);
}

function accountReply(
  call: AccountCall,
  request: WireRequest,
  { identity, keys, baseUrl }: ServiceOptions,
): Reply {
  switch (call) {
    case "createTemporaryKey":
      return createTemporaryKey(request, keys);
    case "assumeAgency":
      return assumeAgency(request, keys);
    case "projects":
      return listProjects(request.rawQuery, { ...identity, baseUrl: baseUrl() });
    case "domains":
      return listDomains();
    case "serviceTypes":
      return listServiceTypes();
  }
}
