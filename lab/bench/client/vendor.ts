// The vendor's core, as its generated clients call it. Its `ClientBuilder` is passed over: it needs a
// package that the core does not name among its dependencies.
import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js";
import { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";
import { DefaultHttpClient } from "@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js";
import { accessKey, headers, instanceId, projectId, secretKey, taskId } from "./fixtures.ts";

export const VENDOR = "@huaweicloud/huaweicloud-sdk-core";
/** The module that its generated clients load. */
export const vendorModule = import.meta.resolve(`${VENDOR}/HcClient.js`);

/** Signs a request for a URL. Its client hands its signer the endpoint with the path. */
export function signWithVendor(url: string): () => void {
  const credential = new BasicCredentials().withAk(accessKey).withSk(secretKey);
  return () => {
    const request = { method: "GET", endpoint: url, headers: { ...headers }, queryParams: {} };
    AKSKSigner.sign(request, credential);
  };
}

/** Asks an endpoint for the progress of the task. */
export function queryWithVendor(endpoint: string): () => Promise<unknown> {
  const credential = new BasicCredentials()
    .withAk(accessKey)
    .withSk(secretKey)
    .withProjectId(projectId);
  const http = new DefaultHttpClient({ headers: { "User-Agent": "benchmark" } }, [endpoint]);
  const client = new HcClient(http).withCredential(credential).withEndpoints([endpoint]);
  return () =>
    client.sendRequest({
      url: "/v2/{project_id}/instances/{instance_id}/tasks/{task_id}/progress",
      method: "GET",
      contentType: "application/json",
      queryParams: {},
      pathParams: { project_id: projectId, instance_id: instanceId, task_id: taskId },
      headers: {},
    });
}
