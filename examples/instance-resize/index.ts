import * as huaweicloud from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const capacity = config.requireNumber("capacity");
const flavor = config.require("flavor");

const cache = new huaweicloud.DcsInstance("cache", {
  engine: "Redis",
  engineVersion: "6.0",
  capacity,
  flavor,
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  availabilityZones: [config.require("availabilityZone")],
});

// A change of size returns no task id, so the task is looked for by the names that the service
// gives it. On the `up` that creates the instance there is none, which is no error. The triggers are
// what the program asks for and what the provider reads back; the README says why.
const resize = new BackgroundTask("resize", {
  instanceId: cache.id,
  taskName: ["EXTEND", "ChangeInstanceSpec"],
  triggers: [flavor, capacity, cache.flavor, cache.capacity],
});

// Whatever depends on an output of the wait comes after it.
export const address = pulumi
  .all([cache.domainName, cache.port, resize.status])
  .apply(([host, port]) => `${host}:${port}`);
export const resizeStatus = resize.status;
export const resizeTask = resize.taskId;
export const slowestStep = resize.stepDetails.apply(
  (steps) => steps.toSorted((a, b) => secondsOf(b) - secondsOf(a))[0]?.stepName,
);

function secondsOf({ beginTime = "", endTime = "" }: { beginTime?: string; endTime?: string }) {
  return (Date.parse(endTime) - Date.parse(beginTime)) / 1000 || 0;
}
