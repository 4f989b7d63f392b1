import * as pulumi from "@pulumi/pulumi";
import { taskHooks } from "../../src/pulumi/hooks/taskHooks";
import { textOf } from "../../src/pulumi/hooks/textOf";
import { watchInstances } from "../../src/pulumi/hooks/watchInstances";

describe("textOf", () => {
  it.each([
    ["a text", "i-1", { value: "i-1", isSecret: false }],
    [
      "a secret, which a hook gets as an output",
      pulumi.secret("i-1"),
      { value: "i-1", isSecret: true },
    ],
    ["an empty text", "", undefined],
    ["a number", 1, undefined],
    ["a secret number", pulumi.secret(1), undefined],
    ["nothing", undefined, undefined],
  ])("reads %s", async (_what, instanceId, expected) => {
    await expect(textOf({ instanceId }, "instanceId")).resolves.toEqual(expected);
  });

  it("finds nothing where there are no properties", async () => {
    await expect(textOf(undefined, "instanceId")).resolves.toBeUndefined();
  });
});

describe.each([
  ["taskHooks", taskHooks],
  ["watchInstances", watchInstances],
])("%s", (name, call: (options: object) => unknown) => {
  it.each([[null], ["EXTEND"], [[]], [5]])("rejects %j, which is no object", (options) => {
    const give = () => {
      Reflect.apply(call, undefined, [options]);
    };
    expect(give).toThrow(new pulumi.RunError(`${name}: the options must be an object`));
  });

  it.each(["timeoutSecond", "taskId", "jobId", "wait", "ifNone", "triggers"])(
    "names the options there are instead of %s",
    (option) => {
      expect(() => call({ [option]: 5 })).toThrow(
        new pulumi.RunError(
          `${name}: "${option}" is not an option; the options are taskName, timeoutSeconds, ` +
            "onFailure, onTimeout, poll, region, projectId, endpoint, profile, instanceId",
        ),
      );
    },
  );

  it.each([
    [{ timeoutSeconds: -5 }, '"timeoutSeconds" must be'],
    [{ instanceId: "i-1" }, '"instanceId" must be a function'],
  ])("rejects %j", (options, reason) => {
    expect(() => call(options)).toThrow(`${name}: ${reason}`);
  });

  it("does nothing where no engine runs the program", () => {
    expect(call({})).toEqual(name === "taskHooks" ? {} : undefined);
  });
});
