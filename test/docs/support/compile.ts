import path from "node:path";
import ts from "typescript";
import { repository } from "../../support/pulumi/engineFolder";
import type { Block } from "./pages";

/** Compiles programs as if each were a file of this repository; returns the compiler's messages. */
export function compile(blocks: readonly Block[]): string[] {
  const options = compilerOptions();
  const files = new Map(
    blocks.map(({ language, text, place }, i) => {
      const file = path.join(repository, `test/docs/block${i + 1}.${language}`);
      return [file, { text, place }] as const;
    }),
  );
  const disk = ts.createCompilerHost(options, true);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    readFile: (file) => files.get(file)?.text ?? disk.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = files.get(file)?.text;
      if (text === undefined) return disk.getSourceFile(file, version, ...rest);
      return ts.createSourceFile(file, text, version, true);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([file, { place }]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
      .map((message) => `${place}: ${message}`);
  });
}

/** The repository's options, with the package's names resolved to its source. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repository);
  const entry = (folder: string) => [path.join(repository, "src", folder, "index.ts")];
  return {
    ...options,
    allowJs: true,
    paths: {
      // Users generate this SDK on their machine; here a stub has its types.
      "@pulumi/huaweicloud": [path.join(__dirname, "huaweicloud/index.d.ts")],
      "pulumi-huaweicloud-dcs": entry(""),
      "pulumi-huaweicloud-dcs/client": entry("client"),
      "pulumi-huaweicloud-dcs/provider": entry("provider"),
      "pulumi-huaweicloud-dcs/simulator": entry("simulator"),
    },
  };
}
