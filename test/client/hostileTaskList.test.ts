import type { BackgroundTaskSummary } from "../../src/client";
import { closeServers, serve } from "./support/answerServer";
import { clientOf } from "./support/clients";

afterEach(closeServers);

async function list(server: { readonly url: string }): Promise<BackgroundTaskSummary[]> {
  const all: BackgroundTaskSummary[] = [];
  const tasks = clientOf(server).listBackgroundTasks({ instanceId: "instance1" });
  for await (const task of tasks) all.push(task);
  return all;
}

test("a server that gives the same full page for ever is asked twice, not for ever", async () => {
  const tasks = Array.from({ length: 100 }, (_, n) => ({ id: `task${n}` }));
  const server = await serve({ body: { tasks } });
  const all = await list(server);
  expect(all).toHaveLength(100);
  expect(server.requests).toHaveLength(2);
});

test("details so deep that they could not be written down again are left out", async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  const server = await serve({ body: `{"tasks":[{"id":"t","details":${deep}}]}` });
  const all = await list(server);
  expect(all).toEqual([{ id: "t" }]);
});
