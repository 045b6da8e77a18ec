/** Small inputs for the library's tests, and options small enough for them. */
import { readFileSync } from 'node:fs';
import { Random } from '../support/random.js';

/** A very fast model, without workers; the bytes are the same with workers. */
export const FAST = { model: 'lstm(16x1)', threads: 0 } as const;

/** 3000 bytes of English. */
export const TEXT = new Uint8Array(
  readFileSync(new URL('../fixtures/alice29.txt', import.meta.url)).subarray(5000, 8000),
);

export const BLOCK = 1000;

/** Name, input, and the kinds of its blocks of BLOCK bytes. */
export const SAMPLES: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(0), ''],
  ['one byte', Uint8Array.of(255), 'stored'],
  ['two bytes', Uint8Array.of(0, 1), 'stored'],
  ['two equal bytes', Uint8Array.of(9, 9), 'stored'],
  ['equal bytes', new Uint8Array(1000).fill(65), 'modelled'],
  ['all 256 values', Uint8Array.from({ length: 256 }, (_, i) => i), 'stored'],
  ['two values', Uint8Array.from({ length: 999 }, (_, i) => (i % 3 ? 7 : 200)), 'modelled'],
  ['noise', new Random(1).bytes(1000), 'stored'],
  ['a text', TEXT.subarray(0, 500), 'modelled'],
  ['one short of a block', TEXT.subarray(0, BLOCK - 1), 'modelled'],
  ['exactly a block', TEXT.subarray(0, BLOCK), 'modelled'],
  ['one more than a block', TEXT.subarray(0, BLOCK + 1), 'modelled stored'],
  ['three blocks', TEXT, 'modelled modelled modelled'],
  [
    'blocks of every kind',
    new Uint8Array([
      ...TEXT.subarray(0, 1000),
      ...new Random(2).bytes(1000),
      ...Array(900).fill(3),
    ]),
    'modelled stored modelled',
  ],
];

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
