import path from "node:path";
import ts from "typescript";

/** The package's source as the compiler sees it. */
export interface Sources {
  readonly checker: ts.TypeChecker;
  /**
   * A name that a file of `src` exports.
   *
   * @throws {Error} if it exports no such name
   */
  readonly exported: (file: string, name: string) => ts.Symbol;
  /** Whether a declaration is of this repository, and not of a library. */
  readonly isOwn: (declaration: ts.Declaration) => boolean;
}

/** Reads files of `src` and all that they import. */
export function readSources(root: string, files: readonly string[]): Sources {
  const folder = path.join(root, "src");
  const names = files.map((file) => path.join(folder, file));
  const program = ts.createProgram(names, readOptions(root));
  const checker = program.getTypeChecker();
  return {
    checker,
    exported: (file, name) => {
      const source = program.getSourceFile(path.join(folder, file));
      const module = source && checker.getSymbolAtLocation(source);
      const found = module && checker.tryGetMemberInModuleExports(name, module);
      if (!found) throw new Error(`src/${file} exports no "${name}"`);
      return found;
    },
    isOwn: (declaration) => !path.relative(folder, fileOf(declaration)).startsWith(".."),
  };
}

function fileOf(declaration: ts.Declaration): string {
  return path.normalize(declaration.getSourceFile().fileName);
}

function readOptions(root: string): ts.CompilerOptions {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  };
  const file = path.join(root, "tsconfig.build.json");
  return ts.getParsedCommandLineOfConfigFile(file, {}, host)?.options ?? {};
}
