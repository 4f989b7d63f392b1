import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FaultKind, FaultKinds, WireProgress } from "./kind.ts";

const MIB = 1024 * 1024;

const trouble = (rewrite: (body: WireProgress) => unknown): FaultKind => ({
  class: "trouble",
  acceptsKey: true,
  rewrite,
});
const raw = (body: unknown, headers: Readonly<Record<string, string>> = {}): FaultKind => ({
  class: "trouble",
  answer: () => ({ status: 200, body, headers }),
});
const json = (body: unknown): FaultKind => ({ ...raw(body), acceptsKey: true });
/** The service's own error, with the wrong status: its words must not get lost. */
const errorWith200 = (body: unknown): FaultKind => ({
  ...json(body),
  proves: "maybe",
  says: "DCS.5000",
});

const manySteps = lazily(() => {
  const step = { step_name: "x".repeat(1_000), step_status: "FINISH", sub_step_details: [] };
  return JSON.stringify({
    progress: 100,
    step_details: Array.from({ length: 10_000 }, () => step),
  });
});
const bomb = lazily(() => gzipSync(Buffer.alloc(16 * MIB, " ")));
const brotliBomb = lazily(() => brotliCompressSync(Buffer.alloc(16 * MIB, " ")));

/** Answers with status 200 that are not what the page documents. */
export const bodyKinds: FaultKinds = {
  "empty body": raw(""),
  204: { class: "trouble", answer: () => ({ status: 204, body: "" }) },
  "HTML instead of JSON": raw("<html><body>Log in to the network</body></html>"),
  "text instead of JSON": raw("progress: 100"),
  "half of the JSON": raw('{"progress":100,"step_details":['),
  "JSON: a list": json([{ progress: 100, step_details: [] }]),
  "JSON: a text": json('"100"'),
  "JSON: null": json("null"),
  "JSON of another shape": json({ data: { progress: 100, step_details: [] } }),
  "JSON of a look-alike service": json({ progress_percentage: 100, step_list: [] }),
  "JSON without a field": json({}),
  "JSON with __proto__": json('{"__proto__":{"progress":100,"step_details":[]}}'),
  "JSON nested too deep": raw("[".repeat(200_000)),
  "an error with 200": errorWith200({ error_code: "DCS.5000", error_msg: "Internal error." }),
  "an error of the old form with 200": errorWith200({
    error: { code: "DCS.5000", message: "Internal error." },
  }),
  "nulls everywhere": json({ progress: null, remain_time: null, step_details: null }),
  "null as a step": trouble((body) => ({ ...body, step_details: [null] })),
  "numbers as text": json({ progress: "100", remain_time: "0", step_details: [] }),
  "progress above 100": json({ progress: 250, step_details: [] }),
  "progress below 0": json({ progress: -1, step_details: [] }),
  "progress as true": json({ progress: true, step_details: [] }),
  "10 MB of steps": {
    class: "trouble",
    weight: 0.2,
    answer: () => ({ status: 200, body: manySteps() }),
  },
  "gzip bomb": {
    class: "trouble",
    weight: 0.3,
    answer: () => ({ status: 200, body: bomb(), headers: { "content-encoding": "gzip" } }),
  },
  "brotli bomb": {
    class: "trouble",
    weight: 0.3,
    answer: () => ({ status: 200, body: brotliBomb(), headers: { "content-encoding": "br" } }),
  },
  "not the encoding it says": raw("{}", { "content-encoding": "gzip" }),
};

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
