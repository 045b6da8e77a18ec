import { makeStretchTable } from '../context/stretch-table';
import { Apm, bucketPosition } from '../mix/apm';
import { MixerLayer } from '../mix/mixer';
import { squash } from '../numeric/elementary';

/** A mixer and an APM by themselves, opened between release and commit (arrays.ts). */

let layer: MixerLayer | null = null;

/** One mixer of n inputs and so many rows, all weights `initial`. */
export function openMixer(n: i32, rows: i32, initial: f32): void {
  layer = new MixerLayer(n, initial);
  layer!.add(rows);
}

export function startMixer(): void {
  while (!layer!.initialise()) {}
}

/** P(1) from the inputs at x. */
export function mixInputs(x: usize, row: i32): f32 {
  layer!.select(0, row);
  layer!.predict(x);
  return squash(layer!.mean);
}

export function updateMixer(x: usize, bit: i32, rate: f32, floor: f32): void {
  layer!.update(x, bit, rate, floor);
}

let apm: Apm | null = null;

export function openApm(contexts: i32): void {
  apm = new Apm(contexts);
}

export function startApm(): void {
  makeStretchTable();
  apm!.initialise();
}

/** P(1) in 2^-24. */
export function refine(stretched: f32, context: i32): u32 {
  apm!.select(context);
  return apm!.refine(bucketPosition(stretched));
}

export function positionOf(stretched: f32): u32 {
  return bucketPosition(stretched);
}

export function updateApm(bit: i32): void {
  apm!.update(bit);
}
