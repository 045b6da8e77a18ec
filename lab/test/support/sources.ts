/** Sources by their command lines, for tests. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../../src/random/random.js';
import { SOURCE_KINDS } from '../../src/sources/kinds.js';
import type { Source } from '../../src/sources/source.js';

export const EVEN_PROCESS = fileURLToPath(
  new URL('../fixtures/even-process.json', import.meta.url),
);
export const DRIVEN = fileURLToPath(new URL('../fixtures/driven.json', import.meta.url));

/** A source by its kind's name and its parameters as written. */
export function source(name: string, parameters: Readonly<Record<string, string>> = {}): Source {
  const kind = SOURCE_KINDS.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`no source ${name}`);
  return kind.make(parameters);
}

/** The first symbols of a source. */
export function symbolsOf(from: Source, length: number, seed = 1): Uint8Array {
  const next = from.start(new Random(seed));
  return Uint8Array.from({ length }, next);
}

/** The first 16 hexadecimal digits of SHA-256. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** Writes an idx file of 150 images of 28 by 28 pixels, a random grey value each. @returns Its path. */
export function writeImages(folder: string): string {
  const header = Buffer.alloc(16);
  [0x803, 150, 28, 28].forEach((word, i) => {
    header.writeUInt32BE(word, 4 * i);
  });
  const random = new Random(9);
  const pixels = Uint8Array.from({ length: 150 * 28 * 28 }, () => random.below(256));
  const path = join(folder, 'images.idx3');
  writeFileSync(path, Buffer.concat([header, pixels]));
  return path;
}
