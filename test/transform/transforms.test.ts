import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformsFor } from '#dist/transform/choose.js';
import { TRANSFORMS, type TransformName, transformNumbered } from '#dist/transform/registry.js';
import type { Transform } from '#dist/transform/transform.js';
import { utf8 } from '../support/archives.js';
import { atOnce } from '../support/slowly.js';

const NAMES = Object.keys(TRANSFORMS) as TransformName[];

const forward = (name: TransformName, bytes: Uint8Array, ...values: number[]) =>
  atOnce(TRANSFORMS[name].forward(bytes, values));

const inverse = (name: TransformName, bytes: Uint8Array, length: number, ...values: number[]) =>
  atOnce(TRANSFORMS[name].inverse(bytes, length, values));

/** Bytes that transforms look for, and others. */
const telling = fc.array(
  fc.oneof(
    fc.constantFrom(0, 255, 0xe8, 0xe9, 0x48, 0x8d, 0x05, 10, 13, 32, 65, 90, 97, 122, 1, 2),
    fc.nat(255),
  ),
  { maxLength: 300 },
);

const valuesOf = ({ parameters }: Transform) =>
  fc.tuple(...parameters.map(({ min, max }) => fc.integer({ min, max })));

describe.each(NAMES)('%s', (name) => {
  it('has a number that is found', () => {
    expect(transformNumbered(TRANSFORMS[name].id)).toBe(name);
  });

  it('gives exactly so many bytes back, or nothing, whatever it is given', () => {
    fc.assert(
      fc.property(telling, fc.nat(700), valuesOf(TRANSFORMS[name]), (bytes, length, values) => {
        const back = inverse(name, Uint8Array.from(bytes), length, ...values);
        if (back) expect(back.length).toBe(length);
      }),
    );
  });
});

describe('line ends', () => {
  it('come back', () => {
    const word = fc.array(
      fc.nat(255).filter((byte) => byte !== 10),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(fc.array(word), (lines) => {
        const bytes = Uint8Array.from(lines.flatMap((line) => [...line, 13, 10]));
        const short = forward('line-ends', bytes);
        expect(short.length).toBe(bytes.length - lines.length);
        expect(inverse('line-ends', short, bytes.length)).toEqual(bytes);
      }),
    );
  });
});

describe('capitals', () => {
  const marked = (text: string) =>
    new TextDecoder().decode(forward('capitals', utf8(text), 94, 95));

  it.each([
    ['One day', '^one day'],
    ['of Alice', 'of^ alice'],
    ['A CAKE', '^a_ cake'],
    ['(WHITE-Rabbit)', '(_white-^rabbit)'],
    ['McGraw 3D iPad', 'McGraw 3^d iPad'],
    [' I ', '^ i '],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
    const length = utf8(text).length;
    expect(inverse('capitals', utf8(expected), length, 94, 95)).toEqual(utf8(text));
  });

  it('come back when the marks do not occur', () => {
    fc.assert(
      fc.property(telling, (bytes) => {
        const free = Uint8Array.from(bytes).filter((byte) => byte !== 3 && byte !== 4);
        const changed = forward('capitals', free, 3, 4);
        expect(inverse('capitals', changed, free.length, 3, 4)).toEqual(free);
      }),
    );
    const long = utf8('A'.repeat(5000) + 'b'.repeat(3000) + 'C'.repeat(1025));
    expect(inverse('capitals', forward('capitals', long, 3, 4), long.length, 3, 4)).toEqual(long);
  });
});

describe('branches', () => {
  it('come back, overlapping or not', () => {
    fc.assert(
      fc.property(telling, (bytes) => {
        const code = Uint8Array.from(bytes);
        const changed = forward('branches', code);
        expect(changed.length).toBe(code.length);
        expect(inverse('branches', changed, code.length)).toEqual(code);
      }),
      { numRuns: 500 },
    );
  });

  it('to one place read the same from everywhere', () => {
    const code = new Uint8Array(64).fill(0x90);
    const view = new DataView(code.buffer);
    for (const at of [0, 20, 40]) {
      view.setUint8(at, 0xe8);
      view.setInt32(at + 1, 1000 - at, true);
    }
    const changed = forward('branches', code);
    expect(changed.slice(20, 25)).toEqual(changed.slice(0, 5));
    expect(changed.slice(40, 45)).toEqual(changed.slice(0, 5));
  });
});

describe('what is chosen', () => {
  const chosen = (kind: 'text' | 'structured' | 'executable' | 'binary', bytes: Uint8Array) =>
    transformsFor(kind).flatMap((choose) => choose(bytes)?.name ?? []);

  it('suits the bytes', () => {
    expect(chosen('text', utf8('One\r\nTwo\r\n'))).toEqual(['line-ends', 'capitals']);
    expect(chosen('text', utf8('One\r\nTwo\n'))).toEqual(['capitals']);
    expect(chosen('text', utf8('one, two'))).toEqual([]);
    expect(chosen('text', utf8('One, isProse, readAll'))).toEqual([]);
    expect(chosen('structured', utf8('One\r\nTwo\r\n'))).toEqual(['line-ends']);
    expect(chosen('executable', utf8('One'))).toEqual(['branches']);
    expect(chosen('binary', utf8('One\r\n'))).toEqual([]);
  });

  it('has marks that do not occur, or none', () => {
    const values = Uint8Array.from({ length: 256 }, (_, i) => i);
    const all = new Uint8Array([...utf8('One TWO Three'), ...values]);
    expect(chosen('text', all)).toEqual([]);
    const [, capitals] = transformsFor('text');
    expect(capitals?.(all.filter((byte) => byte !== 7 && byte !== 200))?.values).toEqual([7, 200]);
  });
});
