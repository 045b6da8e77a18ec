/** The golden archives as their table (table.json) lists them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Kind } from '../../src/kinds/kinds.js';
import type { Level } from '../../src/kinds/levels.js';

/** One compress() call; a golden archive is one or several of them, concatenated. */
export interface GoldenFrame {
  /** File below test/golden/plain. */
  readonly plain: string;
  readonly options: {
    readonly level?: Level;
    readonly model?: string;
    readonly kind?: Kind;
    readonly blockSize?: number;
    readonly name?: string;
    /** ISO 8601. */
    readonly mtime?: string;
    readonly networkByHash?: boolean;
    readonly networkLearns?: boolean;
  };
  /** Made by a CompressStream that is not told how much will come. */
  readonly streamed?: boolean;
  /** File below test/golden/plain that the model learns first. */
  readonly dictionary?: string;
  /** File below test/golden/plain: the network that the model begins with. */
  readonly network?: string;
}

export interface ValidGolden {
  readonly name: string;
  readonly about: string;
  readonly frames: readonly GoldenFrame[];
}

export interface InvalidGolden {
  readonly name: string;
  readonly about: string;
  /** The ForesayError's code. */
  readonly code: string;
}

export interface GoldenTable {
  readonly valid: readonly ValidGolden[];
  readonly invalid: readonly InvalidGolden[];
}

const FOLDER = new URL('.', import.meta.url);

/** Path of a file below test/golden. */
export function goldenPath(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

export function readGolden(name: string): Buffer {
  return readFileSync(goldenPath(name));
}

export function readTable(): GoldenTable {
  return JSON.parse(readGolden('table.json').toString());
}
