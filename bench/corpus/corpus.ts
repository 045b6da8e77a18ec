/** The files that can be measured: those that the corpus directory lists, those derived from them, and any path. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { canBeMade, type Derived, derivedFiles } from './derived.js';
import { type Kind, kindOf } from './kinds.js';

export interface CorpusFile {
  /** Path below the corpus directory. */
  readonly name: string;
  readonly bytes: number;
}

/** One file to measure. */
export interface Item {
  /** Its name in the results. */
  readonly name: string;
  readonly kind: Kind;
  /** Calls `use` with a path; a derived file exists while `use` runs. */
  readonly with: (use: (path: string) => void) => void;
}

/** The first two columns of MANIFEST.tsv, `path` and `bytes`, below a line of headings. */
export function parseManifest(text: string): CorpusFile[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', bytes] = line.split('\t');
      return { name, bytes: Number(bytes) };
    });
}

function onDisk(name: string, path: string): Item {
  return { name, kind: kindOf(name), with: (use) => use(path) };
}

function made(derived: Derived, corpus: string): Item {
  const { name } = derived;
  return {
    name,
    kind: kindOf(name),
    with(use) {
      const directory = mkdtempSync(join(tmpdir(), 'foresay-derived-'));
      try {
        const path = join(directory, 'data');
        writeFileSync(path, derived.make(corpus));
        use(path);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}

/** Everything in and derived from the corpus at `corpus`; nothing when it has no MANIFEST.tsv. */
export function corpusItems(corpus: string): Item[] {
  const manifest = join(corpus, 'MANIFEST.tsv');
  if (!existsSync(manifest)) return [];
  const files = parseManifest(readFileSync(manifest, 'utf8'));
  return [
    ...files.map(({ name }) => onDisk(name, join(corpus, name))),
    ...derivedFiles(files)
      .filter((derived) => canBeMade(derived, corpus))
      .map((derived) => made(derived, corpus)),
  ];
}

/** The item of that name, a file below the corpus directory, or a path; undefined when there is none. */
export function findItem(name: string, items: readonly Item[], corpus: string): Item | undefined {
  const known = items.find((item) => item.name === name);
  if (known) return known;
  const below = join(corpus, name);
  const path = existsSync(below) ? below : resolve(name);
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  const fromCorpus = relative(corpus, path);
  return onDisk(fromCorpus.startsWith('..') ? name : fromCorpus, path);
}
