/** TypeScript as plain JavaScript, since not every engine reads it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Writes the modules `names` of the folder at `from` into `folder`. */
export function transpile(names: readonly string[], from: URL, folder: string): void {
  for (const name of names) {
    const source = readFileSync(fileURLToPath(new URL(`${name}.ts`, from)), 'utf8');
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, `${name}.js`), outputText);
  }
}
