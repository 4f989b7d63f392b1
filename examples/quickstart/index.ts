import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();

// `pulumi up` stops here until the task is done, and shows how far it is.
const resize = new BackgroundTask("resize", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
  timeoutSeconds: 30 * 60,
});

// Whatever depends on an output of the task runs only after its end.
export const progress = pulumi.interpolate`${resize.status} at ${resize.progress} %`;
export const steps = resize.stepDetails.apply((details) =>
  details.map(({ stepName, stepStatus, beginTime, endTime }) => {
    return `${stepName}: ${stepStatus}, ${beginTime} to ${endTime}`;
  }),
);
export const slowestStep = resize.stepDetails.apply(findSlowest);

function findSlowest(details: { stepName?: string; beginTime?: string; endTime?: string }[]) {
  const seconds = ({ beginTime = "", endTime = "" }) =>
    (Date.parse(endTime) - Date.parse(beginTime)) / 1000 || 0;
  return details.toSorted((a, b) => seconds(b) - seconds(a))[0]?.stepName;
}
