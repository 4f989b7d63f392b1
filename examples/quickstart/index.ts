import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();

// `pulumi up` waits here until the task ends, and shows its progress.
const resize = new BackgroundTask("resize", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
  timeoutSeconds: 30 * 60,
});

// Resources that depend on an output of the task are created after its end.
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
