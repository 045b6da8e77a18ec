/**
 * Tables whose rows have one length, column after column: the first byte of every row, the second byte of every row,
 * and so on. Bytes behind the last whole row stay where they are.
 */
import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { movedPlaces } from './places.js';
import { rowLength } from './row-length.js';
import type { Splitter } from './splitter.js';

/**
 * Calls `copy` with offsets of pieces of a column: `at` in the table, where its bytes are `row` apart, and `filled` where
 * they are side by side.
 */
function* eachColumn(
  row: number,
  length: number,
  copy: (at: number, filled: number, count: number) => void,
): Stepwise<void> {
  const rows = Math.floor(length / row);
  const most = Math.ceil(STEP_BYTES / 4);
  let copied = 0;
  for (let column = 0; column < row; column++)
    for (let first = 0; first < rows; first += most) {
      const count = Math.min(most, rows - first);
      copy(first * row + column, column * rows + first, count);
      copied += count;
      if (copied < most) continue;
      copied = 0;
      yield;
    }
}

/** Its parameter is the length of a row, bytes. */
export const columns: Splitter = {
  id: 7,
  trial: true,

  *split(bytes) {
    const row = yield* rowLength(bytes);
    if (row === undefined) return undefined;
    const result = newBytes(bytes.length);
    yield* eachColumn(row, bytes.length, (at, filled, count) => {
      for (let i = 0; i < count; i++) result[filled + i] = bytes[at + i * row] as number;
    });
    const rest = bytes.length % row;
    result.set(bytes.subarray(bytes.length - rest), bytes.length - rest);
    return { parameters: [row], parts: [{ bytes: result, kind: 'same' }] };
  },

  read(source) {
    return [source.varint('length of a row')];
  },

  lengths([row = 0], length) {
    return row >= 2 && 2 * row <= length ? [length] : undefined;
  },

  *join([row = 0], [bytes = new Uint8Array(0)], length) {
    const result = newBytes(length);
    yield* eachColumn(row, length, (at, filled, count) => {
      for (let i = 0; i < count; i++) result[at + i * row] = bytes[filled + i] as number;
    });
    const rest = length % row;
    result.set(bytes.subarray(length - rest), length - rest);
    return result;
  },

  places(parameters, { length }) {
    return movedPlaces(columns, parameters, length);
  },
};
