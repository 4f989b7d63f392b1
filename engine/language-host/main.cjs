"use strict";
// Serves Pulumi's LanguageRuntime for Node.js programs, for an engine that was built without its own
// `pulumi-language-nodejs`. Started by the engine in the project's folder, with its address as last argument.
const process = require("node:process");
const { findPulumiSdk } = require("./pulumiSdk.cjs");
const { createLanguageRuntime } = require("./languageRuntime.cjs");

function main() {
  const sdk = findPulumiSdk(process.cwd());
  if (sdk === undefined) {
    process.stderr.write(
      `cannot find the npm package @pulumi/pulumi from ${process.cwd()}: run "npm install" in the program's folder\n`,
    );
    process.exitCode = 1;
    return;
  }
  const runtime = createLanguageRuntime({ sdk, engineAddress: process.argv.at(-1) });
  const server = new sdk.grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(sdk.languageRuntimeService, runtime.methods);
  server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
  endWithEngine(runtime);
}

/** The engine holds our stdin open for as long as it lives, so its end means that no engine is left to serve. */
function endWithEngine(runtime) {
  const end = () => {
    runtime.stop();
    process.exit(0);
  };
  process.stdin.on("end", end).on("error", end).resume();
  process.on("SIGINT", end).on("SIGTERM", end);
}

main();
