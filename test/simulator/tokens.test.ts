import { startSimulator, type Simulator } from "../../src/simulator";
import { plainGet, send, vendorCall, type Answer } from "./support/vendorGet";

let simulator: Simulator;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  simulator = await startSimulator({ scenarios: [], now: () => nowMs, longestLifeSeconds: 3600 });
});
afterEach(() => simulator.close());

/** KeystoneCreateUserToken, at an authUrl that ends in /v3. */
function ask(identity: object, scope: object): Promise<Answer> {
  return send(`${simulator.url}/v3/auth/tokens`, {
    method: "POST",
    json: { auth: { identity, scope } },
  });
}

function byPassword(password = simulator.account.password): object {
  const { userName: name, domainName } = simulator.account;
  return {
    methods: ["password"],
    password: { user: { name, password, domain: { name: domainName } } },
  };
}

const byToken = (id: string): object => ({ methods: ["token"], token: { id } });
const tokenOf = ({ headers }: Answer): string => String(headers["x-subject-token"]);
const ofProject = () => ({ project: { name: simulator.region } });
const tasks = (token: string): Promise<Answer> =>
  plainGet(`${simulator.url}/v2/${simulator.projectId}/tasks`, { "X-Auth-Token": token });

it.each<[string, (one: Simulator) => object, (one: Simulator) => object]>([
  ["project by name", ({ region }) => ({ project: { name: region } }), projectIn],
  ["project by id", ({ projectId }) => ({ project: { id: projectId } }), projectIn],
  ["account by name", ({ account }) => ({ domain: { name: account.domainName } }), accountIn],
  ["account by id", ({ account }) => ({ domain: { id: account.domainId } }), accountIn],
])("gives a token for the %s, by password and by another token", async (_, scope, expected) => {
  const first = await ask(byPassword(), scope(simulator));
  const second = await ask(byToken(tokenOf(first)), scope(simulator));
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body).toMatchObject({ token: { methods: ["password"], ...expected(simulator) } });
  expect(second.body).toMatchObject({ token: { methods: ["token"], ...expected(simulator) } });
  expect(tokenOf(second)).not.toBe(tokenOf(first));
  expect((await tasks(tokenOf(second))).status).toBe(200);
});

it("exchanges a token for the project and then for the account, as the provider does", async () => {
  const given = tokenOf(await ask(byPassword(), ofProject()));
  const { domainName: name } = simulator.account;
  const answers = [
    await ask(byToken(given), ofProject()),
    await ask(byToken(given), { domain: { name } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
});

it("issues no token that outlives the one it is exchanged for", async () => {
  const first = await ask(byPassword(), ofProject());
  nowMs += 1800_000;
  const second = await ask(byToken(tokenOf(first)), ofProject());
  const ends = [first, second].map(
    ({ body }) => (body["token"] as { expires_at: string }).expires_at,
  );
  expect(ends).toEqual(["2026-01-01T01:00:00.000000Z", "2026-01-01T01:00:00.000000Z"]);
  nowMs += 1800_000;
  expect((await ask(byToken(tokenOf(second)), ofProject())).status).toBe(401);
  expect((await tasks(tokenOf(second))).status).toBe(401);
});

it("records no token, neither of a call nor of an exchange", async () => {
  const token = tokenOf(await ask(byPassword(), ofProject()));
  await ask(byToken(token), ofProject());
  expect((await tasks(token)).status).toBe(200);
  const records = JSON.stringify(simulator.requests);
  expect(records).toContain('"x-auth-token":"(hidden)"');
  expect(records).not.toContain(token);
  expect(records).not.toContain(simulator.account.password);
});

it.each<[string, () => Promise<Answer>, number]>([
  ["a wrong password", () => ask(byPassword("wrong"), ofProject()), 401],
  ["an unknown token", () => ask(byToken("unknown"), ofProject()), 401],
  ["no method", () => ask({}, ofProject()), 401],
  ["another region's project", () => ask(byPassword(), { project: { name: "nowhere-1" } }), 404],
  ["another account", () => ask(byPassword(), { domain: { name: "another" } }), 404],
  ["no scope", () => ask(byPassword(), {}), 404],
])("rejects %s", async (_, call, status) => {
  const answer = await call();
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ error: { code: status } });
  expect(answer.headers).not.toHaveProperty("x-subject-token");
});

it("lets a temporary key of the agency see the account", async () => {
  const { agencyName, domainName } = simulator.account;
  const answer = await vendorCall(simulator, "/v3.0/OS-CREDENTIAL/securitytokens", {
    method: "POST",
    json: {
      auth: {
        identity: {
          methods: ["assume_role"],
          assume_role: { agency_name: agencyName, domain_name: domainName, duration_seconds: 900 },
        },
      },
    },
    date: nowMs,
  });
  expect(answer.status).toBe(201);
  const { access, secret, securitytoken } = answer.body["credential"] as Record<string, string>;
  const key = {
    accessKey: String(access),
    secretKey: String(secret),
    securityToken: securitytoken,
  };
  const seen = await vendorCall({ url: simulator.url, ...key }, "/v3/auth/domains", {
    date: nowMs,
  });
  expect(seen.status).toBe(200);
});

function projectIn({ projectId, region }: Simulator): object {
  return { project: { id: projectId, name: region } };
}

function accountIn({ account }: Simulator): object {
  return { domain: { id: account.domainId, name: account.domainName } };
}
