// Loads the suites once, in this process, and runs chosen tests of them. Jest takes seconds for that,
// which some thousand mutants make hours.
import { createRequire } from "node:module";
import { globSync } from "node:fs";
import { resolve } from "node:path";

const SUITES = [
  "test/client/**/*.test.ts",
  "test/wait/**/*.test.ts",
  "test/resource/findTask.test.ts",
];
/** They start processes of their own, which run no mutant, or rest on real time. */
const LEFT_OUT = /leftovers|client\/abort|vendorProviders|credentials\/expiry/;
/** Tests of what a process does once, which an earlier suite has made it do. */
const ONCE = /with one warning/;

/** A test of jest-circus, as far as it is looked at here. */
interface CircusTest {
  readonly type: "test";
  readonly name: string;
  mode?: string | undefined;
  errors: unknown[];
  readonly duration?: number | null;
}

interface CircusBlock {
  readonly type: "describeBlock";
  readonly name: string;
  readonly children: readonly (CircusBlock | CircusTest)[];
}

interface CircusEvent {
  readonly name: string;
  readonly test?: CircusTest;
}

/** The parts of jest-circus that are used here. */
interface Circus {
  readonly describe: (name: string, define: () => void) => void;
  getState(): {
    testTimeout: number;
    unhandledErrors: unknown[];
    readonly rootDescribeBlock: CircusBlock;
  };
  addEventHandler(handler: (event: CircusEvent) => void): void;
  removeEventHandler(handler: (event: CircusEvent) => void): void;
  run(): Promise<unknown>;
}

/** A test that was run. */
export interface DoneTest {
  readonly id: string;
  readonly timeSpentMs: number;
  /** Of the first error. */
  readonly failure: string | undefined;
}

/** How tests are run. */
export interface RunOptions {
  /** Whether the first failure ends the run. */
  readonly bail?: boolean;
  /** Called with the id of the test that begins, and with `undefined` when it has ended. */
  readonly onTest: (id: string | undefined) => void;
}

/** The suites, loaded. */
export class Suites {
  readonly #circus: Circus;
  readonly #tests: ReadonlyMap<CircusTest, string>;

  private constructor(circus: Circus) {
    this.#circus = circus;
    this.#tests = new Map(testsOf(circus.getState().rootDescribeBlock, ""));
  }

  /** Loads them from the current folder, which holds the mutated copy. */
  static load(): Suites {
    const require = createRequire(resolve("package.json"));
    require("./test/cli/support/requireTs.js");
    const circus = require("jest-circus") as Circus & Record<string, unknown>;
    const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
    const { expect } = require("expect") as Record<string, unknown>;
    const { fn, spyOn } = require("jest-mock") as Record<string, unknown>;
    const words = { describe, test, it, beforeAll, beforeEach, afterAll, afterEach, expect };
    Object.assign(globalThis, words, { jest: { fn, spyOn } });
    // A counterexample finds a mutant, whether it is the smallest one or not.
    const { configureGlobal } = require("fast-check") as { configureGlobal: (o: object) => void };
    configureGlobal({ seed: 1, endOnFailure: true, numRuns: 30 });
    const files = globSync(SUITES).filter((file) => !LEFT_OUT.test(file));
    for (const file of files.sort()) circus.describe(file, () => void require(`./${file}`));
    return new Suites(circus);
  }

  get ids(): string[] {
    return [...this.#tests.values()].filter((id) => !ONCE.test(id));
  }

  /** A test that takes longer, in milliseconds, fails. */
  set timeoutMs(ms: number) {
    this.#circus.getState().testTimeout = ms;
  }

  async run(
    chosen: ReadonlySet<string>,
    { bail = false, onTest }: RunOptions,
  ): Promise<DoneTest[]> {
    for (const [test, id] of this.#tests) reset(test, chosen.has(id));
    this.#circus.getState().unhandledErrors = [];
    const done: DoneTest[] = [];
    const follow = ({ name, test }: CircusEvent) => {
      if (!test) return;
      const id = this.#tests.get(test) ?? "";
      if (name === "test_start") onTest(id);
      if (name !== "test_done") return;
      onTest(undefined);
      if (test.mode === "skip") return;
      done.push(resultOf(test, id));
      if (bail && test.errors.length > 0) for (const other of this.#tests.keys()) skip(other);
    };
    this.#circus.addEventHandler(follow);
    await this.#circus.run();
    this.#circus.removeEventHandler(follow);
    return done;
  }
}

/** As if it had never been run. */
function reset(test: CircusTest, isChosen: boolean): void {
  Object.assign(test, {
    ...{ errors: [], status: null, invocations: 0, retryReasons: [], seenDone: false },
    mode: isChosen ? undefined : "skip",
  });
}

function skip(test: CircusTest): void {
  test.mode = "skip";
}

function resultOf({ errors, duration }: CircusTest, id: string): DoneTest {
  const [first] = errors.flat();
  const failure = first instanceof Error ? first.message : String(first);
  return { id, timeSpentMs: duration ?? 0, failure: errors.length > 0 ? failure : undefined };
}

/** The tests of a block with their ids. */
function testsOf(block: CircusBlock, path: string): [CircusTest, string][] {
  return block.children.flatMap((child, at) => {
    const id = `${path} ${child.name}`.trim();
    // Titles of a table may be the same.
    return child.type === "test" ? [[child, `${id} #${at}`]] : testsOf(child, id);
  });
}
