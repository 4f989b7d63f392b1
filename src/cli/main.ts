#!/usr/bin/env node
import "./requireNode";
import { systemClock } from "../wait/time/clock";
import { calledAs } from "./calledAs";
import { openSink } from "./openSink";
import { run } from "./run";

const interrupted = new AbortController();
const interrupt = (): void => {
  interrupted.abort();
};
// Once: a second Ctrl-C ends the process at once, whatever it is doing.
process.once("SIGINT", interrupt);
process.once("SIGTERM", interrupt);

const [, script, ...argv] = process.argv;
void run(argv, {
  stdin: () => process.stdin,
  stdout: openSink(process.stdout),
  stderr: openSink(process.stderr),
  env: process.env,
  clock: systemClock,
  signal: interrupted.signal,
  calledAs: calledAs(script, process.env),
}).then((code) => {
  process.exitCode = code;
});
