import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const instanceId = config.require("instanceId");
const triggers = [config.get("trigger") ?? "first"];
for (const [name, args] of Object.entries(config.requireObject<Record<string, object>>("waits"))) {
  new BackgroundTask(name, { instanceId, poll: { maxSeconds: 1 }, ...args });
}
new BackgroundTask("retriggered", { instanceId, taskName: "RemoveReplica", triggers });
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ scenarios: ["long", "fails", "vanishes"] }, { "index.ts": program });
  const { long, fails, vanishes } = stage.simulator.tasks;
  const waits = {
    none: { taskName: "RemoveReplica" },
    failed: { taskId: fails, onFailure: "record" },
    lost: { taskId: vanishes, onFailure: "record" },
    "timed-out": { taskId: long, timeoutSeconds: 3, onTimeout: "record" },
  };
  await stage.project.config.set("waits", JSON.stringify(waits));
});
afterAll(() => stage.close());

/** The diagnostics that an `up` leaves, by the name of the resource. */
async function diagnosticsOfUp(): Promise<Record<string, readonly string[]>> {
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
  const [, after = ""] = all.split("\nDiagnostics:\n");
  const [diagnostics = ""] = after.split(/\n(?:Outputs|Resources):\n/);
  const blocks = diagnostics.split(/^ {2}pulumi-nodejs:dynamic:DcsTask \((.*)\):\n/m).slice(1);
  const names = blocks.filter((_, index) => index % 2 === 0);
  const textOf = (name: string) => blocks[blocks.indexOf(name) + 1] ?? "";
  // A text of several lines is one diagnostic: the others begin with a space more, or have columns.
  const starts = /^ {4}(?=warning: |nothing to wait for)/m;
  return Object.fromEntries(names.map((name) => [name, textOf(name).split(starts).slice(1)]));
}

test("what is accepted although it is no success leaves one diagnostic that stays", async () => {
  expect(await diagnosticsOfUp()).toEqual({
    none: [expect.stringMatching(/^nothing to wait for: .*no unfinished RemoveReplica task/)],
    failed: [expect.stringMatching(/^warning: recorded, not an error: .* failed at .*DCS\.4842/)],
    lost: [expect.stringMatching(/^warning: recorded, not an error: the record of .* disappeared/)],
    "timed-out": [
      expect.stringMatching(/^warning: recorded, not an error: .* is still unfinished/),
    ],
    retriggered: [expect.stringMatching(/^nothing to wait for: .*no unfinished RemoveReplica/)],
  });
});

test("a change that started no task leaves one warning, and what is unchanged none", async () => {
  await stage.project.config.set("trigger", "second");
  expect(await diagnosticsOfUp()).toEqual({
    retriggered: [expect.stringMatching(/^warning: nothing to wait for: .*no unfinished Remove/)],
  });
  expect(await diagnosticsOfUp()).toEqual({});
});
