"use strict";
const { Buffer } = require("node:buffer");
const process = require("node:process");
const { startProgram } = require("./program.cjs");

/** The calls an engine makes for preview, up, refresh and destroy; gRPC answers UNIMPLEMENTED for all others. */
exports.createLanguageRuntime = function createLanguageRuntime({ sdk, engineAddress }) {
  const { language, plugin, Empty } = sdk;
  const running = new Set();
  const stop = () => running.forEach((program) => program.stop());

  const methods = {
    handshake: (call, reply) => reply(null, new language.LanguageHandshakeResponse()),
    getPluginInfo: (call, reply) => reply(null, new plugin.PluginInfo().setVersion(sdk.version)),
    // Packages are then looked for when the program first names one of their resources.
    getRequiredPackages: (call, reply) => reply(null, new language.GetRequiredPackagesResponse()),
    getRequiredPlugins: (call, reply) => reply(null, new language.GetRequiredPluginsResponse()),
    getProgramDependencies: (call, reply) =>
      reply(null, new language.GetProgramDependenciesResponse()),
    about: (call, reply) =>
      reply(
        null,
        new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
      ),
    installDependencies: (call) => {
      const text = `Nothing installed: run "npm install" in ${call.request.getDirectory()}\n`;
      call.write(new language.InstallDependenciesResponse().setStderr(Buffer.from(text)));
      call.end();
    },
    run: async (call, reply) => {
      const program = startProgram({ request: call.request, engineAddress });
      running.add(program);
      call.on("cancelled", () => program.stop());
      const { error, bail } = await program.ended;
      running.delete(program);
      reply(null, new language.RunResponse().setError(error).setBail(bail));
    },
    cancel: (call, reply) => {
      stop();
      reply(null, new Empty());
    },
  };
  return { methods, stop };
};
