import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformFor } from '#dist/transform/choose.js';
import { TRANSFORMS, type TransformName, transformNumbered } from '#dist/transform/registry.js';
import { utf8 } from '../support/archives.js';
import { runToEnd } from '../support/stepwise.js';

const NAMES = Object.keys(TRANSFORMS) as TransformName[];

const forward = (name: TransformName, bytes: Uint8Array) =>
  runToEnd(TRANSFORMS[name].forward(bytes));

const inverse = (name: TransformName, bytes: Uint8Array, length: number) =>
  runToEnd(TRANSFORMS[name].inverse(bytes, length));

/** Bytes that transforms look for, and others. */
const telling = fc.array(
  fc.oneof(fc.constantFrom(0, 255, 0xe8, 0xe9, 0x48, 0x8d, 0x05, 10, 13), fc.nat(255)),
  { maxLength: 300 },
);

describe.each(NAMES)('%s', (name) => {
  it('has a number that is found', () => {
    expect(transformNumbered(TRANSFORMS[name].id)).toBe(name);
  });

  it('gives exactly so many bytes back, or nothing, whatever it is given', () => {
    fc.assert(
      fc.property(telling, fc.nat(700), (bytes, length) => {
        const back = inverse(name, Uint8Array.from(bytes), length);
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

  it('are not made of more lines than fit', () => {
    expect(inverse('line-ends', utf8('\n\n'), 4)).toEqual(utf8('\r\n\r\n'));
    expect(inverse('line-ends', utf8('\n\nX'), 4)).toBeUndefined();
    expect(inverse('line-ends', utf8('\n\n'), 3)).toBeUndefined();
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

it('what is tried suits the bytes', () => {
  const long = utf8('One\r\nTwo\r\n');
  const mixed = utf8('One\r\nTwo\n');
  const none = utf8('One, Two');
  expect(transformFor('text', long)).toBe('line-ends');
  expect(transformFor('structured', long)).toBe('line-ends');
  for (const bytes of [mixed, none]) {
    expect(transformFor('text', bytes)).toBeUndefined();
    expect(transformFor('structured', bytes)).toBeUndefined();
  }
  expect(transformFor('executable', none)).toBe('branches');
  expect(transformFor('binary', long)).toBeUndefined();
});
