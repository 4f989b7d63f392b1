import { existsSync } from "node:fs";
import path from "node:path";
import { closeServers, serve } from "../client/support/answerServer";
import { nastyTexts } from "../fuzz/support/hostile";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const nasty = nastyTexts
  .filter((text) => text.length < 100)
  .join("")
  .toWellFormed();
const subStep = { name: nasty, seconds: 1, detail: nasty };
const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const ids = { instanceId: config.require("instanceId"), taskId: config.require("taskId") };
const task = new BackgroundTask("task", ids);
export const stepDetails = task.stepDetails;
export const firstName = task.stepDetails.apply(([first]) => first?.stepName);
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(
    {
      scenarios: [
        "done",
        { name: "nasty", steps: [{ name: nasty, subSteps: [subStep] }] },
        { name: "nasty-fails", steps: [{ name: nasty, subSteps: [{ ...subStep, fails: nasty }] }] },
      ],
    },
    { "index.ts": program },
  );
});
afterAll(async () => {
  await stage.close();
  await closeServers();
});

/** Control characters of a text, except line feeds and the engine's tabs. */
function obeyed(text: string): string[] {
  return text.match(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu) ?? [];
}

test("no control sequence in a step's name reaches the terminal, directly or through outputs", async () => {
  await stage.waitFor("nasty");
  const good = await stage.project.up();
  expect(good.code).toBe(0);
  expect(good.all).toMatch(/DcsTask task .*% .*link/);
  const outputs = await stage.project.run(["stack", "output"]);
  const one = await stage.project.run(["stack", "output", "firstName"]);
  expect(one.stdout).toContain("link");
  await stage.waitFor("nasty-fails");
  const bad = await stage.project.up();
  expect(bad.all).toContain("failed at");
  const [state, preview] = [await stage.project.exportStack(), await stage.project.preview()];
  const printed = { good, outputs, one, bad, preview };
  for (const [name, { all }] of Object.entries(printed)) {
    expect([name, ...obeyed(all)]).toEqual([name]);
  }
  const texts = JSON.stringify(state.deployment.resources?.map(({ outputs }) => outputs));
  expect(texts).not.toMatch(/\\u00(?!0[9a])[01][0-9a-f]/);
});

/** Replaces the stack's state by a changed one. */
async function importState(change: (text: string) => string): Promise<void> {
  const text = JSON.stringify({ version: 3, ...(await stage.project.exportStack()) });
  await stage.project.writeFiles({ "state.json": change(text) });
  const { code, all } = await stage.project.run(["stack", "import", "--file", "state.json"]);
  expect([code, all]).toEqual([0, expect.anything()]);
}

test("an up queries the program's endpoint, even if the state has another; a refresh queries the state's", async () => {
  await stage.waitFor("done");
  expect((await stage.project.up()).code).toBe(0);
  const foreign = await serve({ status: 404, body: "" });
  await importState((text) =>
    text.replaceAll('"__inputs":[', `"endpoint":"${foreign.url}","__inputs":["endpoint",`),
  );
  expect((await stage.project.up()).code).toBe(0);
  expect(foreign.requests).toHaveLength(0);
  await importState((text) =>
    text.replaceAll('"__inputs":[', `"endpoint":"${foreign.url}","__inputs":["endpoint",`),
  );
  await stage.project.refresh(["--skip-preview"]);
  expect(foreign.requests).not.toHaveLength(0);
  // The endpoint receives no secret, and nothing that is valid elsewhere.
  const seen = JSON.stringify(foreign.requests);
  expect(seen).toContain(`Access=${stage.simulator.accessKey}`);
  expect(seen).not.toContain(stage.simulator.secretKey);
});

test("write access to the state means code execution: a refresh runs its provider text, an up the program's", async () => {
  const mark = path.join(stage.project.folder, "was-here");
  const text = `require("node:fs").writeFileSync(${JSON.stringify(mark)}, ""); exports.handler = () => ({});`;
  const foreign = JSON.stringify(text);
  const own = /"exports\.handler = (?:[^"\\]|\\.)*"/g;
  await importState((state) => state.replaceAll(own, () => foreign));
  expect(JSON.stringify(await stage.project.exportStack())).toContain("was-here");
  const { all } = await stage.project.up();
  expect([existsSync(mark), all]).toEqual([false, expect.anything()]);
  await importState((state) => state.replaceAll(own, () => foreign));
  await stage.project.refresh(["--skip-preview"]);
  expect(existsSync(mark)).toBe(true);
});
