import { makeTables } from '../context/stretch-table';
import { Apm, place } from '../mix/apm';
import { MixerLayer } from '../mix/mixer';
import { squash } from '../numeric/elementary';

/** Mixers and maps by themselves. Things are opened between release and commit (arrays.ts). */

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
  layer!.mix(x);
  return squash(layer!.mean);
}

export function learnMixed(x: usize, bit: i32, most: f32, least: f32): void {
  layer!.learn(x, bit, most, least);
}

let apm: Apm | null = null;

export function openApm(contexts: i32): void {
  apm = new Apm(contexts);
}

export function startApm(): void {
  makeTables();
  apm!.initialise();
}

/** P(1) in 2^-24. */
export function refine(stretched: f32, context: i32): u32 {
  apm!.select(context);
  return apm!.refine(place(stretched));
}

export function placeOf(stretched: f32): u32 {
  return place(stretched);
}

export function learnApm(bit: i32): void {
  apm!.learn(bit);
}
