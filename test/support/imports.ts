/** Who imports whom, read by TypeScript's own parser: the import-direction test asks it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** Path from the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A path from the repository root without its extension, or a bare specifier such as `node:fs`. */
  readonly to: string;
  readonly bare: boolean;
}

/** The TypeScript files below a folder of the repository, in a stable order; an absent folder has none. */
export function sourceFiles(folder: string): SourceFile[] {
  let entries: string[];
  try {
    entries = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return entries
    .map((entry) => relative(ROOT, join(ROOT, folder, entry)).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.generated.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Every import, export-from and dynamic import of a file, types included: a type is knowledge too. */
export function importsOf(file: SourceFile): Import[] {
  const found = ts.preProcessFile(file.text, true, true).importedFiles;
  return found.map(({ fileName }) => {
    const bare = !fileName.startsWith('.');
    const to = bare ? fileName : posix.join(dirname(file.path), fileName).replace(/\.(js|ts)$/, '');
    return { from: file.path, to, bare };
  });
}

/** Whether a path lies in (or is) a folder or file named from the repository root. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** Names that a file uses as `object.member` (`Math.exp`, `f32x4.relaxed_madd`), wherever they stand. */
export function membersOf(file: SourceFile): { object: string; member: string; line: number }[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);
  const members: { object: string; member: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      members.push({ object: node.expression.text, member: node.name.text, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return members;
}
