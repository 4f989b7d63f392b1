import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, type BackgroundTaskArgs, InstanceTasks } from "../../src";

beforeAll(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ inputs }) => ({ id: "i", state: inputs as object }),
  }),
);

// Without an engine, the SDK writes what it logs to the console.
const warn = jest.spyOn(console, "warn").mockReturnValue();
afterEach(() => warn.mockClear());

class Provider extends pulumi.ProviderResource {}
const provider = (pkg: string) => new Provider(pkg, "south");
const warnings = () => warn.mock.calls.map(([text]) => String(text));
const advice =
  'warning: [runtime] "wait" does not use the explicit huaweicloud provider, but the stack\'s ' +
  "configuration: where they differ, give region, projectId or profile as inputs";

const makers = {
  BackgroundTask: (args: Partial<BackgroundTaskArgs>, opts: pulumi.CustomResourceOptions) =>
    new BackgroundTask("wait", { instanceId: "i", ...args }, opts),
  InstanceTasks: (args: Partial<BackgroundTaskArgs>, opts: pulumi.CustomResourceOptions) =>
    new InstanceTasks("wait", { instanceId: "i", ...args }, opts),
};

describe.each(Object.entries(makers))("%s", (_, make) => {
  test("warns once of a provider of its own, which would go unused", () => {
    make({}, { provider: provider("huaweicloud") });
    expect(warnings()).toEqual([advice]);
  });

  test("warns once of one that a component hands down", () => {
    const providers = [provider("huaweicloud")];
    const outer = new pulumi.ComponentResource("test:index:Outer", "outer", {}, { providers });
    const parent = new pulumi.ComponentResource("test:index:Inner", "inner", {}, { parent: outer });
    make({}, { parent });
    expect(warnings()).toEqual([advice]);
  });

  test.each([
    { region: "cn-east-3" },
    { projectId: "p" },
    { endpoint: "https://dcs" },
    { profile: "south" },
  ])("is silent with %j: the program has decided", (args) => {
    make(args, { provider: provider("huaweicloud") });
    expect(warnings()).toEqual([]);
  });

  test("is silent without an explicit provider, and with one of another package", () => {
    make({}, {});
    make(
      {},
      {
        parent: new pulumi.ComponentResource(
          "test:index:A",
          "a",
          {},
          { providers: [provider("aws")] },
        ),
      },
    );
    expect(warnings()).toEqual([]);
  });
});
