/** Networks with random weights. */
import fc from 'fast-check';
import { type Network, type NetworkShape, parameterShapes } from '#dist/network/network.js';
import { Random } from '../../support/random.js';

/** A network whose weights are sums of uniform numbers, of another spread in each parameter. */
export function randomNetwork(
  shape: NetworkShape,
  values: readonly number[],
  seed: number,
): Network {
  const random = new Random(seed);
  const alphabet = new Uint8Array(32);
  for (const value of values)
    alphabet[value >> 3] = (alphabet[value >> 3] as number) | (1 << (value & 7));
  const parameters = parameterShapes(shape, values.length).map((parameter) => {
    const spread = 2 ** (random.below(12) - 6);
    const next = () => random.next() / 2 ** 32;
    return {
      ...parameter,
      values: Float32Array.from(
        { length: parameter.rows * parameter.columns },
        () => spread * (next() + next() + next() - 1.5),
      ),
    };
  });
  return { ...shape, alphabet, parameters };
}

/** Small networks of all shapes. */
export const networks: fc.Arbitrary<Network> = fc
  .record({
    cell: fc.constantFrom('rnn' as const, 'gru' as const, 'lstm' as const),
    width: fc.integer({ min: 1, max: 5 }).map((eighths) => 8 * eighths),
    layers: fc.integer({ min: 1, max: 3 }),
    norm: fc.constantFrom('none' as const, 'rms' as const),
    values: fc.uniqueArray(fc.nat(255), { minLength: 1, maxLength: 20 }),
    seed: fc.nat(1e6),
  })
  .map(({ values, seed, ...shape }) => randomNetwork(shape, values, seed));
