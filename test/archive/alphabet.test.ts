import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alphabetOf,
  alphabetValues,
  encodeAlphabet,
  readAlphabet,
} from '#dist/archive/alphabet.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { utf8 } from '../support/archives.js';
import { codeOf } from '../support/failure.js';

const read = (bytes: ArrayLike<number>) => readAlphabet(new ByteSource(Uint8Array.from(bytes)));
const ALL = Uint8Array.from({ length: 256 }, (_, i) => i);
/** Every second value is the costliest in runs, apart from runs of two. */
const PAIRS = ALL.filter((value) => value & 2);

describe('an alphabet', () => {
  it('is the set of values in the block', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (block) => {
        const values = [...new Set(block)].sort((a, b) => a - b);
        expect(alphabetValues(alphabetOf(block))).toEqual(values);
      }),
    );
  });

  it('comes back in at most 33 bytes', () => {
    const blocks = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.string({ minLength: 1, unit: 'binary-ascii' }).map(utf8),
      fc
        .tuple(fc.nat(255), fc.nat(255))
        .map(([a, b]) => ALL.filter((v) => (v >= a && v <= b) || v === a)),
    );
    fc.assert(
      fc.property(blocks, (block) => {
        const alphabet = alphabetOf(block);
        const bytes = encodeAlphabet(alphabet);
        expect(bytes.length).toBeLessThanOrEqual(33);
        expect(read(bytes)).toEqual(alphabet);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['all values', ALL, 'ff'],
    ['value 0', [0], '6000'],
    ['value 255', [255], '007f8000'],
    ['values 0 and 255', [0, 255], '603f8000'],
    ['the bases', utf8('ACGT'), '0083dc6400'],
    ['pairs', PAIRS, `80${'cc'.repeat(32)}`],
  ])('of %s takes its shortest form', (_, block, hex) => {
    const alphabet = alphabetOf(Uint8Array.from(block));
    expect(Buffer.from(encodeAlphabet(alphabet)).toString('hex')).toBe(hex);
    expect(read(Buffer.from(hex, 'hex'))).toEqual(alphabet);
  });

  it('has one encoding: whatever is read is what would be written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
        const source = new ByteSource(bytes);
        const code = codeOf(() => {
          const alphabet = readAlphabet(source);
          expect(encodeAlphabet(alphabet)).toEqual(source.since(0));
        });
        expect(['nothing', 'CORRUPT']).toContain(code);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['no value, as runs', [0x00, 0x00]],
    ['no value, as a bitmap', [0x80, ...new Uint8Array(32)]],
    ['a bitmap where runs are shorter', [0x80, ...new Uint8Array(32).fill(255)]],
    ['bits after the runs', [0x40, 0x01]],
    ['bits after the sign of the bitmap', [0x81, ...new Uint8Array(32).fill(0xcc)]],
    ['runs beyond value 255', [0x00, 0x64, 0x01, 0x90]],
    ['a last run that is written out', [0x60, 0x3f, 0xc0]],
  ])('of %s is refused', (_, bytes) => {
    expect(codeOf(() => read(bytes))).toBe('CORRUPT');
  });

  it('that is cut is TRUNCATED', () => {
    for (const block of [ALL, PAIRS, utf8('Hello, world')]) {
      const bytes = encodeAlphabet(alphabetOf(block));
      for (let length = 0; length < bytes.length; length++)
        expect(codeOf(() => read(bytes.subarray(0, length)))).toBe('TRUNCATED');
    }
  });
});
