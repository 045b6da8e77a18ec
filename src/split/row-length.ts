/** The length of the rows of a table, if all have the same. */
import { equalByteDistances } from '../bytes/distances.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';

/** Longest row that is found. */
const LONGEST = 1 << 10;

/** Fewest rows of a table: with fewer, a column has too few bytes to be worth taking out. */
const FEWEST = 64;

/** Bytes from the beginning in which rows without line ends are looked for. */
const EXAMINED = 1 << 16;

const LF = 10;

/** Bytes of a row; undefined when no length is found. */
export function* rowLength(bytes: Uint8Array): Stepwise<number | undefined> {
  const row = (yield* lineLength(bytes)) ?? recordLength(bytes.subarray(0, EXAMINED));
  return row !== undefined && row * FEWEST <= bytes.length ? row : undefined;
}

/** The length of all lines, LF included, if it is one. */
function* lineLength(bytes: Uint8Array): Stepwise<number | undefined> {
  const row = bytes.indexOf(LF) + 1;
  if (row < 2 || row > LONGEST) return undefined;
  let looked = 0;
  for (let end = row; end <= bytes.length; end += row) {
    if (bytes.indexOf(LF, end - row) !== end - 1) return undefined;
    // A short row costs a call of its own.
    looked += Math.max(row, 64);
    if (looked < STEP_BYTES) continue;
    looked = 0;
    yield;
  }
  return row;
}

/** The distance that lies between equal bytes most often, if it does so far more often than its neighbours. */
function recordLength(bytes: Uint8Array): number | undefined {
  const distances = equalByteDistances(bytes, LONGEST);
  let best = 0;
  for (let length = 2; length <= LONGEST; length++)
    if ((distances[length] as number) > (distances[best] as number)) best = length;
  const beside = (distances[best - 1] ?? 0) + (distances[best + 1] ?? 0);
  const often = (distances[best] as number) >= Math.max(bytes.length / 16, 2 * beside);
  return often && best > 0 ? best : undefined;
}
