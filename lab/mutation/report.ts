import { readFile } from "node:fs/promises";
import { functionAt, type Place } from "./functionAt.ts";

const REPORT = "coverage/stryker/mutation.json";

/** The parts of Stryker's report that are used here. */
interface StrykerReport {
  readonly files: Readonly<Record<string, MutatedFile>>;
}

interface MutatedFile {
  readonly source: string;
  readonly mutants: readonly StrykerMutant[];
}

interface StrykerMutant {
  readonly location: { readonly start: Place; readonly end: Place };
  readonly replacement?: string;
  readonly status: string;
  readonly statusReason?: string;
}

/** A change that was made, and what became of it. */
export interface Mutant {
  /** Such as `src/wait/verdict.ts`. */
  readonly file: string;
  /** The function it is in: see {@link functionAt}. */
  readonly where: string;
  /** The text that was replaced. */
  readonly original: string;
  readonly replacement: string;
  /** Whether a test found it. */
  readonly isFound: boolean;
  /** Whether it was found only by a test that did not end. */
  readonly isLate: boolean;
  /** Whether a test reached it. */
  readonly isReached: boolean;
}

/** The mutants of the last run. */
export async function readMutants(): Promise<Mutant[]> {
  const text = await readFile(REPORT, "utf8").catch((cause: unknown) => {
    throw new Error(`${REPORT} cannot be read: run "npm run mutate" first`, { cause });
  });
  const { files } = JSON.parse(text) as StrykerReport;
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.flatMap((mutant) => toMutant(file, source, mutant) ?? []),
  );
}

function toMutant(file: string, source: string, mutant: StrykerMutant): Mutant | undefined {
  const { location, replacement = "", status, statusReason = "" } = mutant;
  const isFound = status === "Killed" || status === "Timeout";
  // What was ignored, or does not compile, says nothing of the tests.
  if (!isFound && status !== "Survived" && status !== "NoCoverage") return undefined;
  return {
    ...{ file, where: functionAt(source, location.start), replacement, isFound },
    original: textAt(source, location),
    isLate: isFound && (status === "Timeout" || statusReason.includes("Exceeded timeout")),
    isReached: status !== "NoCoverage",
  };
}

function textAt(source: string, { start, end }: StrykerMutant["location"]): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, at) => (at === last ? line.slice(0, end.column - 1) : line));
  return cut.map((line, at) => (at === 0 ? line.slice(start.column - 1) : line)).join("\n");
}
