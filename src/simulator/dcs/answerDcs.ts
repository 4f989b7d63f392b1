import type { WireRequest } from "../wireRequest";
import { listFlavors } from "./flavors";
import { createInstance, deleteInstance, resizeInstance, upgradeInstance } from "./instanceAnswers";
import type { Instances } from "./instances";
import { showSetting } from "./instanceSettings";
import { instanceWire } from "./instanceWire";
import type { Outcome } from "../outcome";
import { answerProgress } from "./progressAnswer";
import { ok, serviceError, type Reply } from "../reply";
import type { DcsRoute, InstanceCall } from "../routes";
import { showJob } from "./showJob";
import type { SimulatedInstance } from "./simulatedInstance";
import { listTasks } from "./taskLists";

/** Answers a call of DCS about the project or one of its instances. */
export function answerDcs(route: DcsRoute, request: WireRequest, instances: Instances): Outcome {
  if (route.kind === "project") {
    return { reply: projectReply(route, request, instances) };
  }
  const instance = instances.find(route.instance);
  if (instance === undefined) {
    return { reply: serviceError(404, "DCS.3022", "This instance does not exist.") };
  }
  switch (route.kind) {
    case "progress":
      return answerProgress(route.task, instance.tasks);
    case "setting":
      return { reply: showSetting(route.call, instance) };
    case "instance":
      return { reply: instanceReply(route.call, instance, { request, instances }) };
  }
}

function projectReply(
  { call, job }: Extract<DcsRoute, { kind: "project" }>,
  request: WireRequest,
  instances: Instances,
): Reply {
  switch (call) {
    case "createInstance":
      return createInstance(instances, request);
    case "flavors":
      return listFlavors(request.rawQuery);
    case "centreTasks":
      return listTasks(instances.tasks, { kind: "centre", rawQuery: request.rawQuery });
    case "job":
      return showJob(instances.tasks.find(({ jobId }) => jobId === job));
  }
}

function instanceReply(
  call: InstanceCall,
  instance: SimulatedInstance,
  { request, instances }: { readonly request: WireRequest; readonly instances: Instances },
): Reply {
  switch (call) {
    case "instance":
      return ok(instanceWire(instance));
    case "instanceTasks":
      return listTasks(instance.tasks, { kind: "instance", rawQuery: request.rawQuery });
    case "resizeInstance":
      return resizeInstance(instances, instance, request);
    case "upgradeInstance":
      return upgradeInstance(instances, instance);
    case "deleteInstance":
      return deleteInstance(instances, instance);
  }
}
