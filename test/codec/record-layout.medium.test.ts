/**
 * The pitch: rows are found from what came alone, in pictures and tables of one-byte and two-byte samples. Each row is
 * the one above with a few changes, so that the expert `above` foresees nearly all of it where the row is found, and
 * nothing elsewhere.
 */
import { describe, expect, it } from 'vitest';
import { parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';
import { decodeBlock, encodeBlock, valuesOf } from './support/blocks.js';

const SPEC = parseSpec('mix(orders=1,records=above+deltaCorner,apm=order1)');

/** Rows of `width` numbers below `most`, each of which is close to the one beside it and nearly always the one above. */
function rows(width: number, count: number, most: number, step: number): Uint16Array {
  const random = new Random(width);
  const numbers = new Uint16Array(width * count);
  let last = most >> 1;
  for (let i = 0; i < numbers.length; i++) {
    const walk = last + random.below(2 * step + 1) - step;
    const above = numbers[i - width];
    const changes = above === undefined || random.below(40) === 0;
    last = changes ? Math.min(most - 1, Math.max(0, walk)) : above;
    numbers[i] = last;
  }
  return numbers;
}

/** The numbers as pairs of bytes. */
function pairs(numbers: Uint16Array, bigFirst: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  numbers.forEach((number, i) => {
    view.setUint16(2 * i, number, !bigFirst);
  });
  return new Uint8Array(view.buffer);
}

describe('rows are found, and what is coded by them comes back', () => {
  // Beyond 131,072 bytes, from where on what was found before is remembered.
  it.each([
    ['bytes', Uint8Array.from(rows(1234, 130, 256, 9))],
    ['two bytes, the lesser first', pairs(rows(700, 110, 65_536, 300), false)],
    ['two bytes, the greater first', pairs(rows(700, 110, 65_536, 300), true)],
    [
      'rows of another length behind them',
      Uint8Array.from([600, 911].flatMap((n) => [...rows(n, 120, 256, 9)])),
    ],
  ])('%s', (_, block) => {
    const coded = encodeBlock(SPEC, block);
    // With rows 0.4, with two lengths of them 0.9; without `records` 3.1 to 3.4 bits a byte.
    expect((8 * coded.length) / block.length).toBeLessThan(1);
    const back = decodeBlock(SPEC, coded, { length: block.length, values: valuesOf(block) });
    expect(Buffer.compare(back, block)).toBe(0);
  });
});
