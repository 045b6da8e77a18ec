/** Symbols drawn from a trained model. */
import { power } from '../random/power.js';
import { Random } from '../random/random.js';
import { openModel } from './open-model.js';
import type { SavedModel } from './saved-model.js';

export interface SampleOptions {
  /** Symbols to draw. */
  readonly length: number;
  /** Probabilities p become p^(1/T), and are scaled to a sum of 1. 0: always the most probable symbol. Default: 1. */
  readonly temperature?: number | undefined;
  /** Symbols that the model reads first. Default: none. */
  readonly prime?: Uint8Array | undefined;
  /** 0 to MAX_SEED. Default: 1. */
  readonly seed?: number | undefined;
}

/** 2^-53. */
const UNIT = 1 / (Number.MAX_SAFE_INTEGER + 1);

/** Draws symbols, each with the model's probability after all before it. Equal arguments draw equal symbols on every engine. */
export async function sampleSymbols(
  model: SavedModel,
  { length, temperature = 1, prime = new Uint8Array(), seed = 1 }: SampleOptions,
): Promise<Uint8Array> {
  const trainer = await openModel(model, { rows: 1, length: 1 });
  try {
    const random = new Random(seed);
    const drawn = new Uint8Array(length);
    for (let i = -prime.length; i < length; i++) {
      const probabilities = trainer.predict(0).subarray(0, model.trainer.symbols);
      const symbol =
        i < 0
          ? (prime[prime.length + i] as number)
          : draw(weights(probabilities, temperature), random);
      trainer.symbols[0] = symbol;
      trainer.carry(1);
      if (i >= 0) drawn[i] = symbol;
    }
    return drawn;
  } finally {
    await trainer.close();
  }
}

/** Weights relative to the most probable symbol, so that none of them overflows and not all underflow. */
function weights(probabilities: Float32Array, temperature: number): Float64Array {
  if (temperature === 1) return Float64Array.from(probabilities);
  const largest = probabilities.indexOf(probabilities.reduce((a, b) => (a > b ? a : b)));
  const most = probabilities[largest] as number;
  return Float64Array.from(probabilities, (p, i) => {
    if (i === largest) return 1;
    return temperature === 0 || p === 0 ? 0 : power(p / most, 1 / temperature);
  });
}

/** An index, each with a probability in proportion to its weight. Sums and products of doubles are the same everywhere. */
function draw(of: Float64Array, random: Random): number {
  const value = random.next53() * UNIT * of.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  let last = 0;
  for (const [i, weight] of of.entries()) {
    if (weight === 0) continue;
    sum += weight;
    last = i;
    if (value < sum) return i;
  }
  return last;
}
