/** Files that are made for a measurement and removed after it: from the corpus, or from a generator. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusFile } from './corpus.js';
import { tar } from './tar.js';

export interface Derived {
  readonly name: string;
  /** Folders or files of the corpus that it is made from. */
  readonly from: readonly string[];
  readonly make: (corpus: string) => Uint8Array;
}

const MB = 1_000_000;

/** The first `bytes` bytes of a file: a short file of the same kind. */
function piece(from: string, word: string, bytes: number): Derived {
  return {
    name: `pieces/${word}-${bytes / 1000}KB`,
    from: [from],
    make: (corpus) => readFileSync(join(corpus, from)).subarray(0, bytes),
  };
}

function canterburyTar(corpus: string): Uint8Array {
  const names = readdirSync(join(corpus, 'canterbury')).sort();
  return tar(
    names.map((name) => ({ name, bytes: readFileSync(join(corpus, 'canterbury', name)) })),
  );
}

/** Xorshift32 times a constant, which no general compressor shrinks; foresay sees through xorshift32 alone. */
export function randomBytes(bytes: number, seed = 2_463_534_242): Uint8Array {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let state = seed;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = Math.imul(state, 0x9e3779b1);
  }
  return new Uint8Array(words.buffer, 0, bytes);
}

/**
 * `bytes` bytes with the same share of the beginning of every file. So a mixture of 1 MB and one of 100 MB have the same
 * kinds of data in the same proportions, and a difference in cost is due to the size.
 */
export function mixture(files: readonly Uint8Array[], bytes: number): Uint8Array {
  const total = files.reduce((sum, file) => sum + file.length, 0);
  if (total < bytes) throw new RangeError(`${total} bytes are too few for a mixture of ${bytes}`);
  const out = new Uint8Array(bytes);
  let seen = 0;
  let filled = 0;
  for (const file of files) {
    seen += file.length;
    // Rounding the running sum, not each share, makes the shares add up.
    const end = Math.round((bytes * seen) / total);
    out.set(file.subarray(0, end - filled), filled);
    filled = end;
  }
  return out;
}

/** Files that are part of another file: in a mixture they would be long repetitions. */
const PARTS =
  /^wiki\/enwik6$|^mnist\/t10k-first|_1200\.log$|_1500\.fastq$|_4000\.qual$|^artificial\//;

export const MIXTURE_SIZES: readonly number[] = [1, 2, 5, 10, 20, 50, 100].map((n) => n * MB);

function mixtures(files: readonly CorpusFile[]): Derived[] {
  const names = files.map(({ name }) => name).filter((name) => !PARTS.test(name));
  return MIXTURE_SIZES.map((bytes) => ({
    name: `mixture/${bytes / MB}MB`,
    from: names,
    make: (corpus) =>
      mixture(
        names.map((name) => readFileSync(join(corpus, name))),
        bytes,
      ),
  }));
}

const PIECES = [
  ['canterbury/alice29.txt', 'text'],
  ['json/twitter.json', 'json'],
  ['logs/apache_access.log', 'log'],
] as const;

/** All derived files of a corpus with these files; `make` throws where the corpus lacks a source (canBeMade). */
export function derivedFiles(files: readonly CorpusFile[]): Derived[] {
  return [
    { name: 'canterbury.tar', from: ['canterbury'], make: canterburyTar },
    ...PIECES.flatMap(([from, word]) =>
      [1, 10, 100].map((kilobytes) => piece(from, word, 1000 * kilobytes)),
    ),
    {
      name: 'artificial/equal-10MB',
      from: [],
      make: () => new Uint8Array(10 * MB).fill(0x61),
    },
    {
      name: 'artificial/random-100MB',
      from: [],
      make: () => randomBytes(100 * MB),
    },
    ...mixtures(files),
  ];
}

/** Whether the corpus at `corpus` has every source of the file. */
export function canBeMade(derived: Derived, corpus: string): boolean {
  return derived.from.every(
    (name) => statSync(join(corpus, name), { throwIfNoEntry: false }) !== undefined,
  );
}
