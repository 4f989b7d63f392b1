import { parseTemporaryKeys } from "../../../src/client/credentials/temporaryKeys";

const end = "2099-01-01T00:00:00.000000Z";
const ofIam = { access: "AK", secret: "SK", securitytoken: "T", expires_at: end };
const ofSts = {
  access_key_id: "AK",
  secret_access_key: "SK",
  security_token: "T",
  expiration: end,
};
const credentials = { accessKey: "AK", secretKey: "SK", securityToken: "T", source: "a test" };
const parse = (answer: unknown) => parseTemporaryKeys("GetKeys", answer, "a test");

test.each([
  ["IAM and the metadata", { credential: ofIam }],
  ["STS", { credentials: ofSts }],
])("keys are read in the form of %s", (_, answer) => {
  expect(parse(answer)).toStrictEqual({ credentials, expiresAt: Date.parse(end) });
});

test.each([undefined, null, 4_000_000_000, "some day", ""])("an end of %s is not known", (odd) => {
  expect(parse({ credential: { ...ofIam, expires_at: odd } })).toStrictEqual({ credentials });
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["text", "credential"],
  ["nothing in it", {}],
  ["null in it", { credential: null, credentials: null }],
  ["no key", { credential: { ...ofIam, access: undefined } }],
  ["an empty key", { credential: { ...ofIam, access: "" } }],
  ["no secret", { credential: { ...ofIam, secret: null } }],
  ["no token", { credentials: { ...ofSts, security_token: undefined } }],
  ["the names of the other form", { credential: ofSts, credentials: ofIam }],
])("an answer with %s holds no keys", (_, answer) => {
  expect(() => parse(answer)).toThrow(
    expect.objectContaining({
      code: "MALFORMED_RESPONSE",
      status: 200,
      message: expect.stringContaining(
        "the answer of GetKeys is not as documented: it holds no temporary access key; check that",
      ) as string,
    }) as Error,
  );
});

test("a key that could not be sent is refused, and not shown", () => {
  const answer = { credential: { ...ofIam, access: "VALUE\n" } };
  expect(() => parse(answer)).toThrow(/"access" in a test must be text/);
  expect(() => parse(answer)).not.toThrow("VALUE");
});
