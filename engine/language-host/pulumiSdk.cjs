"use strict";
const { createRequire } = require("node:module");
const path = require("node:path");

/**
 * Everything comes from the program's own `@pulumi/pulumi`: this folder may be a copy with no `node_modules` near it.
 * Returns undefined when the program has none.
 */
exports.findPulumiSdk = function findPulumiSdk(folder) {
  const packageFile = resolveFrom(folder, "@pulumi/pulumi/package.json");
  if (packageFile === undefined) return undefined;
  const requireSdk = createRequire(packageFile);
  return {
    version: requireSdk("./package.json").version,
    grpc: requireSdk("@grpc/grpc-js"),
    Empty: requireSdk("google-protobuf/google/protobuf/empty_pb.js").Empty,
    language: requireSdk("./proto/language_pb.js"),
    plugin: requireSdk("./proto/plugin_pb.js"),
    languageRuntimeService: requireSdk("./proto/language_grpc_pb.js").LanguageRuntimeService,
  };
};

/** The SDK's own launcher of programs, as the program in `folder` sees it. */
exports.findProgramLauncher = function findProgramLauncher(folder) {
  return resolveFrom(folder, "@pulumi/pulumi/cmd/run");
};

function resolveFrom(folder, request) {
  try {
    return createRequire(path.join(folder, "from-here.js")).resolve(request);
  } catch {
    return undefined;
  }
}
