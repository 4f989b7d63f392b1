import { waitForBackgroundTask } from "../../src/client";
import { onClock } from "../../src/client/queryClock";
import { startSimulator, type Simulator } from "../../src/simulator";
import { VirtualClock } from "../support/virtualClock";
import { closeServers, serve } from "./support/answerServer";
import { clientOf, simulatorClient, task, taskOf } from "./support/clients";

const fine = { body: { progress: 1 } };
const one = { body: { projects: [{ id: "p1", name: "cn-north-4" }] } };
const calls = ({ requests }: { requests: readonly { url: string }[] }): (string | undefined)[] =>
  requests.map(({ url }) => url.split("/")[1]);

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["sample"] });
});
afterEach(async () => {
  await simulator.close();
  await closeServers();
});

describe("the project id", () => {
  it("is not asked for when it is given", async () => {
    const client = simulatorClient(simulator);
    await client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
    await expect(client.projectId()).resolves.toBe(simulator.projectId);
    expect(simulator.requests.map(({ path }) => path.split("/")[1])).toEqual(["v2"]);
  });

  it("is asked of IAM with one signed GET for many queries at once, and for all later ones", async () => {
    const client = simulatorClient(simulator, { projectId: undefined });
    const query = (): Promise<unknown> =>
      client.showBackgroundTaskProgress(taskOf(simulator, "sample"));
    await Promise.all(Array.from({ length: 8 }, query));
    await query();
    const lookUps = simulator.requests.filter(({ path }) => path === "/v3/projects");
    expect(lookUps).toHaveLength(1);
    expect(lookUps[0]).toMatchObject({ query: { name: simulator.region }, status: 200 });
    expect(new Set(simulator.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(simulator.requests).toHaveLength(10);
  });

  it("is that of the project with the given name", async () => {
    const server = await serve(one);
    const client = clientOf(server, { projectId: undefined, projectName: "cn-north-4 数据" });
    await expect(client.projectId()).resolves.toBe("p1");
    const [request] = server.requests;
    expect(new URL(request?.url ?? "", server.url).searchParams.get("name")).toBe(
      "cn-north-4 数据",
    );
  });

  it.each<[what: string, body: unknown, said: string]>([
    ["none", { projects: [] }, "has no project named"],
    ["two", { projects: [{ id: "p1" }, { id: "p2" }] }, "has 2 projects named"],
  ])("is NOT_FOUND and named when IAM has %s, and nothing is created", async (_, body, said) => {
    const server = await serve({ body });
    const client = clientOf(server, { projectId: undefined });
    await expect(client.showBackgroundTaskProgress(task)).rejects.toMatchObject({
      code: "NOT_FOUND",
      property: "projectId",
      message: expect.stringMatching(
        new RegExp(`^IAM at ${server.url} ${said} "cn-north-4" .*; check .* or set .*projectId.*$`),
      ) as string,
    });
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it.each<[what: string, body: unknown, place: string]>([
    ["of another shape", { maintenance: "until noon" }, "projects"],
    ["with an error in it", { error: { code: "IAM.1", message: "no" } }, "projects"],
    ["that is no object", [], "projects"],
    ["with an id that could change the path", { projects: [{ id: "../v3" }] }, "projects.0.id"],
    ["without an id", { projects: [{ name: "cn-north-4" }] }, "projects.0.id"],
  ])("is tried again after an answer %s, which says nothing of projects", async (...row) => {
    const [, body, place] = row;
    const server = await serve({ body }, one, fine);
    const client = clientOf(server, { projectId: undefined });
    await expect(client.showBackgroundTaskProgress(task)).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      message: expect.stringContaining(
        `KeystoneListProjects (GET ${server.url}/v3/projects) is not as documented: "${place}"`,
      ) as string,
    });
    await expect(client.showBackgroundTaskProgress(task)).resolves.toMatchObject({ progress: 1 });
  });

  it("is not looked for among more projects than IAM can have of one name", async () => {
    const projects = Array.from({ length: 1001 }, (_, n) => ({ id: `p${n}` }));
    const server = await serve({ body: { projects } });
    await expect(clientOf(server, { projectId: undefined }).projectId()).rejects.toMatchObject({
      code: "MALFORMED_RESPONSE",
      message: expect.stringContaining('"projects" has more than 1000 entries') as string,
    });
  });

  it("that IAM does not know ends a wait at once", async () => {
    const server = await serve({ body: { projects: [] } });
    const client = clientOf(server, { projectId: undefined });
    const clock = new VirtualClock();
    await expect(waitForBackgroundTask(client, task, { clock })).rejects.toMatchObject({
      code: "NOT_FOUND",
      property: "projectId",
    });
    expect(server.requests).toHaveLength(1);
    expect(clock.now()).toBe(0);
  });

  it("is not asked for again within a second after a failure by waits, but is by a query", async () => {
    const server = await serve({ status: 503, body: "" });
    const client = clientOf(server, { projectId: undefined });
    const clock = new VirtualClock();
    const wait = () => client.projectId(onClock(clock, { retries: 0 }));
    for (let n = 0; n < 10; n += 1) await expect(wait()).rejects.toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(1);
    await expect(client.projectId({ retries: 0 })).rejects.toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(2);
    await clock.sleep(1_000);
    await expect(wait()).rejects.toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(3);
  });

  it("names IAM, and not DCS, when IAM does not answer in time", async () => {
    const server = await serve(() => undefined);
    const client = clientOf(server, { projectId: undefined, requestTimeoutMs: 200 });
    await expect(client.showBackgroundTaskProgress(task, { retries: 0 })).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(
        /^KeystoneListProjects \(GET \S+\/v3\/projects\) was not answered within 0\.2 s;/,
      ) as string,
    });
  });

  it("is not asked for any more when that is aborted", async () => {
    const server = await serve(() => undefined, one);
    const client = clientOf(server, { projectId: undefined });
    const controller = new AbortController();
    const lookUp = client.projectId({ signal: controller.signal });
    controller.abort();
    await expect(lookUp).rejects.toMatchObject({
      code: "ABORTED",
      message: "the look-up of the project id was aborted",
    });
    await expect(client.projectId({ signal: controller.signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  it("is asked for again after a look-up that failed", async () => {
    const server = await serve({ status: 500, body: "" }, { body: { projects: [] } }, one, fine);
    const client = clientOf(server, { projectId: undefined });
    const query = (): Promise<unknown> => client.showBackgroundTaskProgress(task, { retries: 0 });
    await expect(query()).rejects.toMatchObject({ code: "SERVICE_ERROR", status: 500 });
    await expect(query()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(query()).resolves.toMatchObject({ progress: 1 });
    expect(calls(server)).toEqual(["v3", "v3", "v3", "v2"]);
  });

  it("fails for all that wait for the same look-up, which is made once", async () => {
    const server = await serve({ status: 400, body: "" });
    const client = clientOf(server, { projectId: undefined });
    const settled = await Promise.allSettled([1, 2, 3].map(() => client.projectId()));
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(server.requests).toHaveLength(1);
  });

  it("is advised to be set when IAM may not be asked", async () => {
    const server = await serve({ status: 403, body: "" });
    const client = clientOf(server, { projectId: undefined });
    await expect(client.projectId()).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringMatching(
        /^KeystoneListProjects .*; set the option "projectId".*, or let/,
      ) as string,
    });
  });

  it("is asked for as often as the query may be sent", async () => {
    const server = await serve({ status: 503, body: "" });
    const client = clientOf(server, { projectId: undefined });
    await expect(client.projectId({ retries: 1 })).rejects.toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(2);
  });

  it("is asked of IAM where it is said to be, not at the endpoint of DCS", async () => {
    const [dcs, iam] = [await serve(fine), await serve(one)];
    const client = clientOf(dcs, { projectId: undefined, iamEndpoint: iam.url });
    await client.showBackgroundTaskProgress(task);
    expect([calls(dcs), calls(iam)]).toEqual([["v2"], ["v3"]]);
    expect(dcs.requests[0]?.url).toMatch(/^\/v2\/p1\//);
    expect(dcs.requests[0]?.headers["x-project-id"]).toBe("p1");
  });

  it.each([
    ["https://dcs.private.example.com", "https://iam.private.example.com/v3/projects"],
    ["https://dcs.private.example.com:8443/", "https://iam.private.example.com:8443/v3/projects"],
    ["https://gateway.example.com/dcs", "https://gateway.example.com/dcs/v3/projects"],
    [undefined, "https://iam.cn-north-4.myhuaweicloud.com/v3/projects"],
  ])("with the endpoint %s is asked at %s", async (endpoint, expected) => {
    const asked: string[] = [];
    const client = clientOf(await serve(), {
      endpoint,
      projectId: undefined,
      fetch: (input) => {
        const { origin, pathname } = new URL((input as Request).url);
        asked.push(origin + pathname);
        return Promise.resolve(new Response('{"projects": [{"id": "p1"}]}'));
      },
    });
    await expect(client.projectId()).resolves.toBe("p1");
    expect(asked).toEqual([expected]);
  });
});
