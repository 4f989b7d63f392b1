import * as pulumi from "@pulumi/pulumi";

/** Whether this is a unit test under `pulumi.runtime.setMocks`, where neither engine nor cloud is. */
export function isMocked(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor !== undefined && !("registerResourceHook" in monitor);
}
