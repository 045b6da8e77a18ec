/** Describes the parameters of a network to a host, one at a time. */

/** What a parameter is. The host has their names (src/codec/parameters.ts). */
export enum ROLE {
  RECURRENT = 0,
  BELOW = 1,
  EMBEDDING = 2,
  GAIN = 3,
  BIAS = 4,
  HEAD = 5,
  HEAD_BIAS = 6,
  SECOND_ORDER = 7,
  CHANNEL = 8,
}

/**
 * Takes a parameter, a matrix of rows x columns f32 at an address: element (r, c) is at index
 * (floor(c / panel) rows + r) panel + c mod panel. Rows are inputs (symbols or n-grams for embeddings), columns outputs;
 * vectors have one row. Columns are padded with zeros to whole panels. `index` counts within layer and role, from 0.
 */
export type Visit = (
  role: i32,
  layer: i32,
  index: i32,
  address: usize,
  rows: i32,
  columns: i32,
  panel: i32,
) => void;

/** For a host: what was visited last, as i32 words: role, layer, index, address, rows, columns, panel. */
const description = memory.data(7 * 4, 4);
/** Parameters still to be visited before the one that is described. */
let remaining = 0;

/** Before all parameters are visited with `describe`: the number of the one to describe, from 0. */
export function beginDescription(i: i32): void {
  remaining = i;
}

/** A Visit that describes the parameter which `beginDescription` named. */
export function describe(
  role: i32,
  layer: i32,
  index: i32,
  address: usize,
  rows: i32,
  columns: i32,
  panel: i32,
): void {
  if (remaining-- != 0) return;
  store<i32>(description, role);
  store<i32>(description, layer, 4);
  store<i32>(description, index, 8);
  store<i32>(description, i32(address), 12);
  store<i32>(description, rows, 16);
  store<i32>(description, columns, 20);
  store<i32>(description, panel, 24);
}

/** Address of the description, valid until the next one; 0 when there were not so many parameters. */
export function endDescription(): usize {
  return remaining < 0 ? description : 0;
}
