import * as huaweicloud from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, taskHooks } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const capacity = config.requireNumber("capacity");
const flavor = config.require("flavor");
// A resize returns no task id, so its task is found by the names that the service uses.
const taskName = ["EXTEND", "ChangeInstanceSpec"];

// While the provider waits, the hooks show the progress of the resize in the row of the instance. A task
// that failed is an error of the instance.
const cache = new huaweicloud.DcsInstance(
  "cache",
  {
    engine: "Redis",
    engineVersion: "6.0",
    capacity,
    flavor,
    vpcId: config.require("vpcId"),
    subnetId: config.require("subnetId"),
    availabilityZones: config.requireObject<string[]>("availabilityZones"),
  },
  { hooks: taskHooks({ taskName }) },
);

// After that, this gives the steps as outputs, and resumes the wait if an `up` was interrupted. On the
// `up` that creates the instance there is no task yet, which is not an error. The triggers are the
// requested values and those that the provider reads back; the README says why.
const resize = new BackgroundTask("resize", {
  instanceId: cache.id,
  taskName,
  triggers: [flavor, capacity, cache.flavor, cache.capacity],
});

// Resources that depend on an output of the wait are created after it.
export const address = pulumi
  .all([cache.domainName, cache.port, resize.status])
  .apply(([host, port]) => `${host}:${port}`);
export const resizeStatus = resize.status;
// Until the first resize there is no task; of an output without a value Pulumi would warn.
export const resizeTask = resize.taskId.apply((taskId) => taskId ?? "none");
export const slowestStep = resize.stepDetails.apply(
  (steps) => steps.toSorted((a, b) => secondsOf(b) - secondsOf(a))[0]?.stepName ?? "none",
);

function secondsOf({ beginTime = "", endTime = "" }: { beginTime?: string; endTime?: string }) {
  return (Date.parse(endTime) - Date.parse(beginTime)) / 1000 || 0;
}
