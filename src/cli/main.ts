#!/usr/bin/env node
import { run } from "./run";

const interrupted = new AbortController();
const interrupt = (): void => {
  interrupted.abort();
};
// Once: a second Ctrl-C ends the process at once, whatever it is doing.
process.once("SIGINT", interrupt);
process.once("SIGTERM", interrupt);
// The reader of a pipe that has gone away ends the command as Ctrl-C does.
process.stdout.on("error", interrupt);

void run(process.argv.slice(2), {
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interrupted.signal,
}).then((code) => {
  process.exitCode = code;
});
