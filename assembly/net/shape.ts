/** The cell `none`. */
const NONE = 3;

/** The network fields of the plan; SPEC_FIELDS (src/model/fields.ts) has their units and ranges. */
export class Shape {
  /** Symbols of the alphabet. */
  symbols: i32 = 0;
  /** Bytes of the dictionary and of the block together. */
  length: i32 = 0;
  cell: i32 = 0;
  width: i32 = 0;
  layers: i32 = 0;
  horizon: i32 = 0;
  lanes: i32 = 0;
  norm: i32 = 0;
  optimizer: i32 = 0;
  rate: f32 = 0;
  floor: f32 = 0;
  decay: i32 = 0;
  beta1: f32 = 0;
  beta2: f32 = 0;
  headRate: f32 = 0;
  headFloor: f32 = 0;
  headEvery: i32 = 0;
  clip: f32 = 0;
  ngrams: i32 = 0;
  ngramBits: i32 = 0;
  embedRate: f32 = 0;
  embedCap: f32 = 0;
  seed: i32 = 0;
  lag: i32 = 0;

  /** False for the cell `none`: there is no network. */
  get present(): bool {
    return this.cell != NONE;
  }
}
