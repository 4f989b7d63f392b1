import * as pulumi from "@pulumi/pulumi";
import { findInstance } from "../../src/pulumi/hooks/findInstance";

const args: pulumi.ResourceHookArgs = { urn: "urn", id: "own", name: "cache", type: "test" };

/** What hooks find with an option that returns this. */
function foundWith(returned: unknown) {
  const find = () => returned as string;
  return findInstance(args, { find, caller: "taskHooks" });
}

test.each<[string, unknown, object | undefined]>([
  ["a text", "i-1", { value: "i-1", isSecret: false }],
  ["a promise", Promise.resolve("i-1"), { value: "i-1", isSecret: false }],
  ["an output", pulumi.output("i-1"), { value: "i-1", isSecret: false }],
  ["a secret", pulumi.secret("i-1"), { value: "i-1", isSecret: true }],
  ["nothing", undefined, undefined],
  ["null", null, undefined],
  ["an output of nothing", pulumi.output(undefined), undefined],
])("the option instanceId may return %s", async (_what, returned, expected) => {
  expect(await foundWith(returned)).toEqual(expected);
});

test.each([[42], [""], ["../../etc?x=1"], [pulumi.output("a/b")], [{}]])(
  "another value is an error that names the option: case %#",
  async (returned) => {
    await expect(foundWith(returned)).rejects.toThrow(
      /^taskHooks: what the option "instanceId" returned is wrong: "instanceId" must/,
    );
  },
);

test("a wrong secret is not shown", async () => {
  const found = foundWith(pulumi.secret("hunter/2"));
  await expect(found).rejects.toThrow(/^(?!.*hunter).*the option "instanceId"/);
});

test("without the option the input counts, then the id", async () => {
  const find = undefined;
  const newInputs = { instanceId: "i-1" };
  const search = { find, caller: "taskHooks" };
  expect(await findInstance({ ...args, newInputs }, search)).toMatchObject({ value: "i-1" });
  expect(await findInstance(args, search)).toMatchObject({ value: "own" });
  expect(await findInstance({ ...args, id: "" }, search)).toBeUndefined();
});
