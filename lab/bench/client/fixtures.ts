// One query about a task, as the service would get it. The keys are made up.
export const accessKey = "BENCHMARK0ACCESS0KEY";
export const secretKey = "BenchmarkSecretKeyThatOpensNothingAtAll0";
export const projectId = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
export const instanceId = "2a4f1c3e-5b6d-4e7f-8091-a2b3c4d5e6f7";
export const taskId = "8abfa7b46f8e0f5f016f8e3d2c1b0a99";
export const path = `/v2/${projectId}/instances/${instanceId}/tasks/${taskId}/progress`;
export const headers = { accept: "application/json", "x-project-id": projectId };
