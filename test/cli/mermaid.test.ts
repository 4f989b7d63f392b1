import { runDcsTask } from "./support/dcsTask";

/** The Mermaid text of a task whose names and codes are all `text`. */
async function render(text: string): Promise<string> {
  const times = { beginTime: "2026-01-01T00:00:10.000Z", endTime: "2026-01-01T00:00:15.000Z" };
  const subStep = { subStepName: text, subStepStatus: "FAILED", errorCode: text, ...times };
  const step = { stepName: text, stepStatus: "FAILED", errorCode: text, ...times };
  const stepDetails = [{ ...step, subStepDetails: [subStep] }];
  const outputs = { [text]: { taskId: text, taskName: text, status: text, stepDetails } };
  const { code, out } = await runDcsTask(
    undefined,
    ["report", "--outputs", "-", "--format", "mermaid"],
    { stdin: JSON.stringify(outputs) },
  );
  expect(code).toBe(0);
  return out;
}

// `;` ends a statement, `:` ends a task's name, a backtick could end the Markdown block.
it.each([
  ...[":", ";", "#", ",", "%", "`", "{", "}", "<", ">"].map((sign) => `a${sign}b`),
  "```",
  "a;click b href",
])("%s in names and codes changes only these texts", async (text) => {
  const fullWidth = text.replace(/[:;#,%`{}<>]/g, (sign) =>
    String.fromCodePoint(0xff00 + (sign.codePointAt(0) ?? 0) - 0x20),
  );
  const plain = await render("NAME");
  expect(plain.split("NAME").length).toBeGreaterThan(4);
  expect(await render(text)).toBe(plain.replaceAll("NAME", fullWidth));
});
