import { queryPairs, type WireRequest } from "./canonicalRequest";
import { applyFault, describeFault, faultAt } from "./faults";
import { assumeAgency, createTemporaryKey, createToken } from "./iam";
import type { Identity } from "./identity";
import { KeyLock } from "./keyLock";
import { createInstance, deleteInstance, resizeInstance } from "./instanceAnswers";
import type { Instances } from "./instances";
import type { KeyRing } from "./keyRing";
import type { Metadata } from "./metadata";
import { listProjects, showJob } from "./otherAnswers";
import { progressBody } from "./progressBody";
import { gatewayError, ok, serviceError, type Reply } from "./reply";
import { routeOf, type Route } from "./routes";
import type { Fault } from "./scenario";
import type { SimulatedInstance } from "./simulatedInstance";
import type { SimulatedTask } from "./simulatedTask";
import { listTasks } from "./taskLists";
import { verifySignature } from "./verifySignature";

/** An answer, and what the record of the request says about it. */
export interface Outcome {
  readonly reply: Reply;
  readonly scenario?: string | undefined;
  readonly progress?: number | undefined;
  readonly fault?: Fault | undefined;
  readonly faultText?: string | undefined;
  readonly isIam?: boolean | undefined;
}

export interface ServiceOptions {
  readonly identity: Identity;
  readonly keys: KeyRing;
  readonly metadata: Metadata;
  readonly instances: Instances;
  readonly now: () => number;
  /** Where the simulator can be reached, for the links in IAM's answers. */
  readonly baseUrl: () => string;
}

/** Decides the answer to every request: gateway, service and IAM in one, with no socket. */
export function createService(options: ServiceOptions): (request: WireRequest) => Outcome {
  const lock = new KeyLock();
  return (request) => {
    const route = routeOf(request.method, request.rawPath);
    if (route === undefined) {
      const message = "The API does not exist or is not published in this environment.";
      return { reply: gatewayError(404, "APIGW.0101", message) };
    }
    const open = answerUnsigned(route, request, options);
    if (open !== undefined) {
      return open;
    }
    const isIam = iamCalls.includes(route.call);
    const reason = refusal(request, options, lock);
    if (reason !== undefined) {
      const message = `Incorrect IAM authentication information: ${reason}`;
      return { reply: gatewayError(401, "APIGW.0301", message), isIam };
    }
    return { ...answer(route, request, options), isIam };
  };
}

const iamCalls: readonly string[] = ["projects", "createTemporaryKey", "assumeAgency"];

/** The answers that are given without a signature. */
function answerUnsigned(
  { call }: Route,
  request: WireRequest,
  { keys, metadata, identity }: ServiceOptions,
): Outcome | undefined {
  if (call === "metadataToken") {
    return { reply: metadata.createToken(request) };
  }
  if (call === "metadataKey") {
    return { reply: metadata.securityKey(request) };
  }
  return call === "createToken"
    ? { reply: createToken(request, keys, identity), isIam: true }
    : undefined;
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

function answer(route: Route, request: WireRequest, options: ServiceOptions): Outcome {
  const { identity, keys, instances, baseUrl } = options;
  const { rawQuery, body } = request;
  if (route.call === "createTemporaryKey") {
    return { reply: createTemporaryKey(request, keys) };
  }
  if (route.call === "assumeAgency") {
    return { reply: assumeAgency(request, keys) };
  }
  if (route.call === "projects") {
    const name = new Map(queryPairs(rawQuery)).get("name");
    return { reply: listProjects(identity, { name, baseUrl: baseUrl() }) };
  }
  if (!("project" in route)) {
    throw new Error(`no answer for ${route.call}`);
  }
  if (route.project !== identity.projectId) {
    const message = "The project of the token does not match the project in the URI.";
    return { reply: serviceError(401, "DCS.1004", message) };
  }
  if ("instance" in route) {
    const instance = instances.find(route.instance);
    return instance === undefined
      ? { reply: serviceError(404, "DCS.3022", "This instance does not exist.") }
      : answerOf(instance, route, { rawQuery, body, instances });
  }
  switch (route.call) {
    case "createInstance":
      return { reply: createInstance(instances, body) };
    case "centreTasks":
      return { reply: listTasks(instances.tasks, { kind: "centre", rawQuery }) };
    case "job":
      return { reply: showJob(instances.tasks.find(({ jobId }) => jobId === route.job)) };
  }
}

type InstanceRequest = Pick<WireRequest, "rawQuery" | "body"> & Pick<ServiceOptions, "instances">;

function answerOf(
  instance: SimulatedInstance,
  route: Extract<Route, { instance: string }>,
  { rawQuery, body, instances }: InstanceRequest,
): Outcome {
  switch (route.call) {
    case "progress":
      return answerProgress(route.task, instance.tasks);
    case "instanceTasks":
      return { reply: listTasks(instance.tasks, { kind: "instance", rawQuery }) };
    case "instance":
      return { reply: ok(instance.wire) };
    case "resizeInstance":
      return { reply: resizeInstance(instances, instance, body) };
    case "deleteInstance":
      return { reply: deleteInstance(instances, instance) };
  }
}

function answerProgress(taskId: string, tasks: readonly SimulatedTask[]): Outcome {
  // The vendor documents no answer for a task it does not know. A malformed id has a code of its
  // own in the error table; for an unknown one only the status 404 is listed, so the code here is
  // the table's general one for a thing that is not there.
  if (!/^[0-9a-fA-F-]{32,36}$/.test(taskId)) {
    return { reply: serviceError(400, "DCS.4070", "The task ID is invalid.") };
  }
  const task = tasks.find((one) => one.taskId === taskId);
  const request = task?.ask() ?? 0;
  const notFound = serviceError(404, "DCS.4001", "The background task does not exist.");
  if (task === undefined) {
    return { reply: notFound };
  }
  const reply = task.isVisible ? ok(progressBody(task)) : notFound;
  const fault = faultAt(task.scenario, request);
  return {
    reply: fault === undefined ? reply : applyFault(reply, fault),
    scenario: task.scenario.name,
    progress: task.moment.progress,
    fault,
    faultText: fault === undefined ? undefined : describeFault(fault),
  };
}
