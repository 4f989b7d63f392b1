// A test runner for StrykerJS that loads the suites once, in one process, and then runs only the tests
// that reach a mutant. Jest itself takes a second or more for each of some thousand mutants.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";

const SUITES = [
  "test/client/**/*.test.ts",
  "test/wait/**/*.test.ts",
  "test/resource/findTask.test.ts",
];
/** They start processes of their own, which run no mutant, or rest on real time. */
const LEFT_OUT = /leftovers|client\/abort|vendorProviders|credentials\/expiry/;
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

/** What the instrumented code looks at. */
const stryker = (globalThis.__stryker__ ??= {});

class InProcessRunner {
  #circus;
  #tests = [];
  #isTainted = false;
  /** How long each test takes, in milliseconds. */
  #times;
  /** For each file the tests that have found a mutant of it. */
  #finders = {};

  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun() {
    await this.#load();
    const all = await this.#run(this.#tests);
    const tests = all.filter(({ timeSpentMs }) => timeSpentMs < SLOW_MS);
    const times = Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    await writeFile(TIMES_FILE, JSON.stringify(times));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    // It was begun before, in a process that it kept too busy to end in time.
    const stuckFile = resolve(`stuck-${activeMutant.id}`);
    if (existsSync(stuckFile)) return { status: MutantRunStatus.Timeout, reason: "never rests" };
    // What a test that never ended left behind would disturb the next one: begin anew.
    if (this.#isTainted) process.exit(1);
    Object.assign(stryker, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    try {
      // A mutant of what is read once must be there when the module is loaded.
      await this.#load();
    } catch (error) {
      this.#isTainted = true;
      const failureMessage = `a suite cannot be loaded: ${String(error)}`;
      return { status: MutantRunStatus.Killed, killedBy: [], nrOfTests: 0, failureMessage };
    }
    watch(stuckFile);
    this.#circus.getState().testTimeout = TEST_MS;
    const tests = await this.#runInTurn(
      testFilter ? this.#tests.filter(({ id }) => testFilter.includes(id)) : this.#tests,
      activeMutant.fileName,
    );
    if (stryker.hitCount > hitLimit) {
      this.#isTainted = true;
      return { status: MutantRunStatus.Timeout, reason: `${hitLimit} times reached` };
    }
    return toMutantRunResult({ status: DryRunStatus.Complete, tests });
  }

  /** Those that have lately found mutants of this file first, then the quick ones. */
  async #runInTurn(chosen, fileName) {
    this.#times ??= JSON.parse(await readFile(TIMES_FILE, "utf8"));
    const finders = (this.#finders[fileName] ??= new Set());
    const turns = Map.groupBy(chosen, ({ id }) =>
      finders.has(id) ? 0 : (QUICK_MS.find((ms) => this.#times[id] < ms) ?? SLOW_MS),
    );
    const done = [];
    for (const [, tests] of [...turns].sort(([a], [b]) => a - b)) {
      done.push(...(await this.#run(tests, { bail: true })));
      const finder = done.find(({ status }) => status === TestStatus.Failed);
      if (!finder) continue;
      finders.add(finder.id);
      break;
    }
    return done;
  }

  async #load() {
    if (this.#circus) return;
    // The folder of the mutated copy, which is the current one only by now.
    const require = createRequire(resolve("package.json"));
    require("./test/cli/support/requireTs.js");
    this.#circus = require("jest-circus");
    const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = this.#circus;
    const { expect } = require("expect");
    const { fn, spyOn } = require("jest-mock");
    const words = { describe, test, it, beforeAll, beforeEach, afterAll, afterEach, expect };
    Object.assign(globalThis, words, { jest: { fn, spyOn } });
    // A counterexample finds a mutant, whether it is the smallest one or not.
    require("fast-check").configureGlobal({ seed: 1, endOnFailure: true, numRuns: 30 });
    const files = (await Array.fromAsync(glob(SUITES))).filter((file) => !LEFT_OUT.test(file));
    for (const file of files.sort()) describe(file, () => void require(`./${file}`));
    const state = this.#circus.getState();
    state.testTimeout = FIRST_MS;
    this.#tests = testsOf(state.rootDescribeBlock, "");
  }

  async #run(chosen, { bail = false } = {}) {
    const wanted = new Set(chosen.map(({ test }) => test));
    const ids = new Map(this.#tests.map(({ test, id }) => [test, id]));
    for (const { test } of this.#tests) {
      Object.assign(test, {
        errors: [],
        status: null,
        invocations: 0,
        retryReasons: [],
        seenDone: false,
      });
      test.mode = wanted.has(test) ? undefined : "skip";
    }
    const state = this.#circus.getState();
    state.unhandledErrors = [];
    const done = [];
    const follow = (event) => {
      if (event.name === "test_start") stryker.currentTestId = ids.get(event.test);
      if (event.name !== "test_done") return;
      stryker.currentTestId = undefined;
      const { test } = event;
      if (test.mode === "skip") return;
      done.push(resultOf(test, ids.get(test)));
      if (bail && test.errors.length > 0) for (const other of this.#tests) other.test.mode = "skip";
    };
    this.#circus.addEventHandler(follow);
    await this.#circus.run();
    this.#circus.removeEventHandler(follow);
    if (done.some(({ failureMessage = "" }) => /Exceeded timeout/.test(failureMessage)))
      this.#isTainted = true;
    return done;
  }
}

const heartbeat = new Int32Array(new SharedArrayBuffer(4));
let watchdog;

/** Ends this process, after a note in `stuckFile`, when a mutant lets no timer have its turn. */
function watch(stuckFile) {
  watchdog ??= startWatchdog();
  watchdog.postMessage(stuckFile);
}

function startWatchdog() {
  setInterval(() => Atomics.add(heartbeat, 0, 1), 100).unref();
  const worker = new Worker(new URL("watchdog.mjs", import.meta.url), { workerData: heartbeat });
  worker.unref();
  return worker;
}

function resultOf({ errors, duration }, id) {
  const common = { id, name: id, timeSpentMs: duration ?? 0 };
  if (errors.length === 0) return { ...common, status: TestStatus.Success };
  const [first] = errors.flat();
  return { ...common, status: TestStatus.Failed, failureMessage: String(first?.message ?? first) };
}

function testsOf(block, path) {
  return block.children.flatMap((child, at) => {
    const id = `${path} ${child.name}`.trim();
    // Titles of a table may be the same.
    return child.type === "test" ? [{ test: child, id: `${id} #${at}` }] : testsOf(child, id);
  });
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner),
];
