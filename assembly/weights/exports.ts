/** The exports for a network's weights. A host opens, then codes parameter by parameter, and finishes. */
import { commitArena, resetArena } from '../memory/arena';
import { STATUS } from '../spec.generated';
import { WeightCoder } from './weight-coder';

let coder: WeightCoder | null = null;

/**
 * Reserves memory: for parameters of up to `size` values, padding included, with up to `columns` columns, and a code of up
 * to `capacity` bytes. 0 or STATUS.NO_MEMORY. A block that was open is lost.
 */
export function openWeights(size: u32, columns: i32, capacity: u32): i32 {
  __reset();
  resetArena();
  coder = new WeightCoder(size, columns, capacity);
  return commitArena() ? 0 : STATUS.NO_MEMORY;
}

/** Where a parameter's values are, f32, row by row; the rows of a matrix are padded with zeros to whole vectors of four. */
export function weightsAddress(): usize {
  return coder!.values;
}

/** Where the code is. */
export function weightsCodeAddress(): usize {
  return coder!.code;
}

/** Begins to encode, or to decode a code of `length` bytes, which is written. */
export function beginWeights(decodes: i32, length: u32): void {
  coder!.begin(decodes != 0, length);
}

/**
 * Codes a matrix: its values become quantised ones, or are decoded. `bits`: 1 to 16. 0, or STATUS.OVERRUN when
 * the code is none that is written, or does not fit.
 */
export function codeMatrix(rows: i32, columns: i32, bits: i32, deadZone: f32): i32 {
  return coder!.codeMatrix(rows, columns, bits, deadZone) ? 0 : STATUS.OVERRUN;
}

/** Codes a vector. `bits`: 2 to 16. As codeMatrix. */
export function codeVector(length: i32, bits: i32): i32 {
  return coder!.codeVector(length, bits) ? 0 : STATUS.OVERRUN;
}

/** Ends the code. Returns its length, 0 when decoding; STATUS.INEXACT when the code is none that is written. */
export function finishWeights(): i32 {
  const length = coder!.finish();
  return length < 0 ? STATUS.INEXACT : length;
}
