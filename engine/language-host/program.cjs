"use strict";
const { spawn } = require("node:child_process");
const process = require("node:process");
const { setTimeout } = require("node:timers");
const { findProgramLauncher } = require("./pulumiSdk.cjs");
const { splitWords } = require("./splitWords.cjs");

/** The SDK's launcher ends with this code after it has reported the program's error to the engine itself. */
const alreadyReported = 32;
const killAfterMs = 5_000;

/**
 * Runs one Pulumi program. `ended` resolves to what the engine wants to know: an error text ("" for none), and
 * whether the user has been told already.
 */
exports.startProgram = function startProgram({ request, engineAddress }) {
  const folder = request.getInfo().getProgramDirectory();
  const launcher = findProgramLauncher(folder);
  if (launcher === undefined)
    return failed(`cannot find the npm package @pulumi/pulumi from ${folder}`);

  const options = request.getInfo().getOptions()?.toJavaScript() ?? {};
  const child = spawn(
    "node",
    [
      ...splitWords(options.nodeargs ?? ""),
      ...(request.getAttachDebugger() ? ["--inspect-brk", "--inspect-publish-uid=http"] : []),
      launcher,
      ...launcherArguments(request, engineAddress),
    ],
    // What the program prints passes through this process, so that all of it is out before its end is reported.
    { env: programEnvironment(request, options), stdio: ["ignore", "pipe", "pipe"] },
  );
  child.stdout.pipe(process.stdout, { end: false });
  child.stderr.pipe(process.stderr, { end: false });

  return { ended: endOf(child), stop: () => stopChild(child) };
};

function failed(error) {
  return { ended: Promise.resolve({ error, bail: false }), stop: () => {} };
}

function launcherArguments(request, engineAddress) {
  const info = request.getInfo();
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    "root-directory": info.getRootDirectory(),
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
}

function programEnvironment(request, { typescript = true, tsconfig }) {
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

function endOf(child) {
  return new Promise((resolve) => {
    child.on("error", (error) => {
      resolve({ error: `cannot start node: ${error.message}`, bail: false });
    });
    child.on("close", (code, signal) => resolve(describeEnd(code, signal)));
  });
}

function describeEnd(code, signal) {
  if (code === 0) return { error: "", bail: false };
  if (code === alreadyReported) return { error: "", bail: true };
  const how =
    signal === null ? `exited with non-zero exit code: ${code}` : `was ended by ${signal}`;
  return { error: `Program ${how}`, bail: false };
}

function stopChild(child) {
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGKILL"), killAfterMs).unref();
}
