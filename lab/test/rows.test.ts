/** Which symbols the rows of a batch read. */
import fc from 'fast-check';
import { ABSENT } from 'foresay/train';
import { expect, it } from 'vitest';
import { Rows } from '../src/training/rows.js';

/** The symbols of each row, batch after batch, ABSENT ones at the end left out, and the sum of `present`. */
function readBy(rows: Rows, count: number, length: number, first = 0) {
  const batch = new Uint16Array(count * length);
  const read = Array.from({ length: count }, (): number[] => []);
  let present = 0;
  for (let i = 0; i < rows.batches; i++) {
    batch.fill(12345);
    const filled = rows.fill(i, batch);
    expect(filled.steps).toBeGreaterThan(0);
    expect(filled.steps).toBeLessThanOrEqual(length);
    if (i < first) continue;
    present += filled.present;
    for (let step = 0; step < filled.steps; step++)
      for (let row = 0; row < count; row++)
        (read[row] as number[]).push(batch[step * count + row] as number);
  }
  const rowsRead = read.map((symbols) => {
    const end = symbols.indexOf(ABSENT);
    if (end < 0) return symbols;
    expect(symbols.slice(end).every((symbol) => symbol === ABSENT)).toBe(true);
    return symbols.slice(0, end);
  });
  return { rowsRead, present };
}

/** Up to 256 symbols, each of them its own position. */
const positions = (count: number) => Uint8Array.from({ length: count }, (_, i) => i);

it('stride = length: the rows are consecutive pieces, and each symbol is read once', () => {
  const symbols = positions(22);
  const rows = Rows.training(symbols, { rows: 4, length: 4 }, 4);
  expect(rows.batches).toBe(2);
  expect(readBy(rows, 4, 4).rowsRead).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10, 11],
    [12, 13, 14, 15, 16, 17],
    [18, 19, 20, 21],
  ]);
});

it("stride 1 with as many rows as symbols: the note's windows, each row one symbol further", () => {
  const rows = Rows.training(positions(7), { rows: 3, length: 3 }, 1);
  const batch = new Uint16Array(9);
  rows.fill(0, batch);
  expect([...batch]).toEqual([0, 1, 2, 1, 2, 3, 2, 3, 4]);
  expect(readBy(rows, 3, 3).rowsRead).toEqual([
    [0, 1, 2, 3, 4, 5, 6],
    [1, 2, 3, 4, 5, 6],
    [2, 3, 4, 5, 6],
  ]);
});

it('copies of pieces begin a stride apart', () => {
  const rows = Rows.training(positions(12), { rows: 4, length: 4 }, 2);
  expect(readBy(rows, 4, 4).rowsRead).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10, 11],
    [2, 3, 4, 5],
    [8, 9, 10, 11],
  ]);
});

it('any shape: rows are contiguous, and each symbol is read by length / stride rows but near the starts of pieces', () => {
  const shape = fc.record({
    copies: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 5 }),
    pieces: fc.integer({ min: 1, max: 6 }),
    more: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(shape, ({ copies, stride, pieces, more }) => {
      const length = copies * stride;
      const count = copies * pieces;
      const symbols = positions(Math.min(256, pieces * length + more));
      const size = Math.ceil(symbols.length / pieces);
      const rows = Rows.training(symbols, { rows: count, length }, stride);
      const { rowsRead, present } = readBy(rows, count, length);
      const times = new Uint8Array(symbols.length);
      for (const read of rowsRead)
        read.forEach((symbol, i) => {
          expect(symbol).toBe((read[0] as number) + i);
          times[symbol] = (times[symbol] as number) + 1;
        });
      times.forEach((count, symbol) => {
        expect(count).toBe(Math.min(copies, 1 + Math.floor((symbol % size) / stride)));
      });
      expect(present).toBe(times.reduce((a, b) => a + b, 0));
    }),
    { seed: 1, numRuns: 300 },
  );
});

it('validation: the first batch sets the state, then each symbol is counted once, with at least a length of past', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 200 }),
      (count, length, more) => {
        const symbols = positions(Math.min(256, length + more));
        const rows = Rows.validation(symbols, { rows: count, length });
        const { rowsRead, present } = readBy(rows, count, length, 1);
        const counted = rowsRead.flat().sort((a, b) => a - b);
        expect(counted).toEqual([...symbols.subarray(length)]);
        expect(present).toBe(counted.length);
      },
    ),
    { seed: 2, numRuns: 300 },
  );
});
