import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "../../src";
import { valueOf } from "./support/valueOf";

// What a preview does: outputs are the inputs.
beforeAll(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ inputs }) => ({ id: "i", state: inputs as object }),
  }),
);

test("in a preview, names to look for are not taken for the name that was found", async () => {
  const task = new BackgroundTask("task", { instanceId: "i", taskName: ["EXTEND", "BindEip"] });
  await expect(valueOf(task.taskName)).resolves.toBeUndefined();
});

test("a name that was found is given", async () => {
  const task = new BackgroundTask("task", { instanceId: "i", taskName: "EXTEND" });
  await expect(valueOf(task.taskName)).resolves.toBe("EXTEND");
});
