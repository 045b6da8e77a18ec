/** The golden archives as one JSON text that any engine can be handed, without a file system. */
import { readFileSync } from 'node:fs';
import { readGolden, readTable } from '../golden/table.js';
import { type Loaded, load } from './make.js';

/** Bytes as base64. */
type Base64 = string;

export interface Bundle {
  readonly valid: readonly {
    readonly name: string;
    readonly archive: Base64;
    readonly frames: readonly Loaded<Base64>[];
  }[];
  readonly invalid: readonly {
    readonly name: string;
    readonly archive: Base64;
    readonly code: string;
  }[];
  /** Digests of training runs by name. */
  readonly training: Readonly<Record<string, string>>;
}

function base64(name: string): Base64 {
  return readGolden(name).toString('base64');
}

export function goldenBundle(): Bundle {
  const { valid, invalid } = readTable();
  return {
    valid: valid.map(({ name, frames }) => ({
      name,
      archive: base64(`valid/${name}.fsy`),
      frames: frames.map((frame) => load(frame, (name) => base64(`plain/${name}`))),
    })),
    invalid: invalid.map(({ name, code }) => ({
      name,
      archive: base64(`invalid/${name}.fsy`),
      code,
    })),
    training: trainingAnswers(),
  };
}

function trainingAnswers(): Record<string, string> {
  const table = readFileSync(new URL('../train/known-answers.txt', import.meta.url), 'utf8');
  return Object.fromEntries(
    table
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
}
