// A test runner for StrykerJS that runs, for each mutant, only the tests that reach it, in one process.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { InstrumenterContext } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { type DoneTest, Suites } from "./suites.ts";
import { watch } from "./watch.ts";

/** So long may a test take before a mutant is made, in milliseconds. */
const FIRST_MS = 30_000;
/** A slower test is left out: it would be run for each of hundreds of mutants. In milliseconds. */
const SLOW_MS = 2_000;
/** A mutant that keeps a test from ending is found by that, in milliseconds. */
const TEST_MS = 4_000;
/** Tests that take less than the first of these come before those that take less than the next. */
const QUICK_MS = [20, 100, 400];
/** Written by the process that ran the tests without a mutant, in the mutated copy. */
const TIMES_FILE = "test-times.json";

type Times = Readonly<Record<string, number>>;

/** What the instrumented code looks at. */
const stryker: InstrumenterContext = {};
Object.assign(globalThis, { __stryker__: stryker });

class InProcessRunner implements TestRunner {
  #suites: Suites | undefined;
  /** A test that never ended has left something behind. */
  #isTainted = false;
  /** How long each test takes, in milliseconds. */
  #times: Times | undefined;
  /** For each file the tests that have found a mutant of it. */
  readonly #finders = new Map<string, Set<string>>();

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<DryRunResult> {
    const suites = this.#load();
    suites.timeoutMs = FIRST_MS;
    const all = await this.#run(new Set(suites.ids));
    const tests = all.filter(({ timeSpentMs }) => timeSpentMs < SLOW_MS);
    const times = Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    await writeFile(TIMES_FILE, JSON.stringify(times));
    const { mutantCoverage } = stryker;
    return {
      status: DryRunStatus.Complete,
      tests: tests.map(toResult),
      ...(mutantCoverage && { mutantCoverage }),
    };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, testFilter, hitLimit } = options;
    // It was begun before, in a process that it kept too busy to end in time.
    const stuckFile = resolve(`stuck-${activeMutant.id}`);
    if (existsSync(stuckFile)) return { status: MutantRunStatus.Timeout, reason: "never rests" };
    // What a test that never ended left behind would disturb the next one: Stryker starts another process.
    if (this.#isTainted) process.exit(1);
    activate(activeMutant.id, hitLimit);
    let suites: Suites;
    try {
      // A mutant of what is read once must be there when the module is loaded.
      suites = this.#load();
    } catch (error) {
      this.#isTainted = true;
      const failureMessage = `a suite cannot be loaded: ${String(error)}`;
      return { status: MutantRunStatus.Killed, killedBy: [], nrOfTests: 0, failureMessage };
    }
    watch(stuckFile);
    suites.timeoutMs = TEST_MS;
    const tests = await this.#runInTurn(testFilter ?? suites.ids, activeMutant.fileName);
    if (hitLimit !== undefined && (stryker.hitCount ?? 0) > hitLimit) {
      this.#isTainted = true;
      return { status: MutantRunStatus.Timeout, reason: `${hitLimit} times reached` };
    }
    return toMutantRunResult({ status: DryRunStatus.Complete, tests: tests.map(toResult) });
  }

  /** Those that have lately found mutants of this file first, then the quick ones. */
  async #runInTurn(chosen: readonly string[], fileName: string): Promise<DoneTest[]> {
    const times = (this.#times ??= JSON.parse(await readFile(TIMES_FILE, "utf8")) as Times);
    const finders = this.#finders.get(fileName) ?? new Set();
    this.#finders.set(fileName, finders);
    const turns = Map.groupBy(chosen, (id) => (finders.has(id) ? 0 : turnOf(times[id])));
    const done: DoneTest[] = [];
    for (const [, ids] of [...turns].sort(([a], [b]) => a - b)) {
      done.push(...(await this.#run(new Set(ids), { bail: true })));
      const finder = done.find(({ failure }) => failure !== undefined);
      if (!finder) continue;
      finders.add(finder.id);
      break;
    }
    return done;
  }

  #load(): Suites {
    return (this.#suites ??= Suites.load());
  }

  async #run(chosen: ReadonlySet<string>, { bail = false } = {}): Promise<DoneTest[]> {
    const suites = this.#load();
    const onTest = (id: string | undefined) => Object.assign(stryker, { currentTestId: id });
    const done = await suites.run(chosen, { bail, onTest });
    if (done.some(({ failure = "" }) => failure.includes("Exceeded timeout"))) {
      this.#isTainted = true;
    }
    return done;
  }
}

function activate(activeMutant: string, hitLimit: number | undefined): void {
  Object.assign(stryker, {
    activeMutant,
    hitLimit,
    hitCount: hitLimit === undefined ? hitLimit : 0,
  });
}

function turnOf(ms = Infinity): number {
  return QUICK_MS.find((limit) => ms < limit) ?? SLOW_MS;
}

function toResult({ id, timeSpentMs, failure }: DoneTest): TestResult {
  const common = { id, name: id, timeSpentMs };
  return failure === undefined
    ? { ...common, status: TestStatus.Success }
    : { ...common, status: TestStatus.Failed, failureMessage: failure };
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner),
];
