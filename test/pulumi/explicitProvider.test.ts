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
  'warning: [runtime] "wait" does not use the explicit huaweicloud provider of its parent, but ' +
  "the stack's configuration: where they differ, give region, projectId or profile as inputs";

/** A component that passes a provider to its children. */
const componentWith = (pkg: string) =>
  new pulumi.ComponentResource("test:index:Outer", "outer", {}, { providers: [provider(pkg)] });

const makers = {
  BackgroundTask: (args: Partial<BackgroundTaskArgs>, opts: pulumi.CustomResourceOptions) =>
    new BackgroundTask("wait", { instanceId: "i", ...args }, opts),
  InstanceTasks: (args: Partial<BackgroundTaskArgs>, opts: pulumi.CustomResourceOptions) =>
    new InstanceTasks("wait", { instanceId: "i", ...args }, opts),
};

describe.each(Object.entries(makers))("%s", (_, make) => {
  test("rejects an explicit provider of another package, which does not have the type", () => {
    expect(() => make({ region: "cn-east-3" }, { provider: provider("huaweicloud") })).toThrow(
      /^"wait" cannot use an explicit provider of huaweicloud: leave out .* give region, projectId/,
    );
    make({}, { provider: provider("pulumi-nodejs") });
  });

  test("warns once of a provider that components pass down", () => {
    const options = { parent: componentWith("huaweicloud") };
    const parent = new pulumi.ComponentResource("test:index:Inner", "inner", {}, options);
    make({}, { parent });
    expect(warnings()).toEqual([advice]);
  });

  test.each([
    { region: "cn-east-3" },
    { projectId: "p" },
    { endpoint: "https://dcs" },
    { profile: "south" },
  ])("does not warn with %j: the program has decided", (args) => {
    make(args, { parent: componentWith("huaweicloud") });
    expect(warnings()).toEqual([]);
  });

  test("does not warn without an explicit provider, and with one of another package", () => {
    make({}, {});
    make({}, { parent: componentWith("aws") });
    expect(warnings()).toEqual([]);
  });
});
