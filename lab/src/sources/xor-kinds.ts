/** The kinds of source that are the exclusive or of two earlier bits. */
import { LabError } from '../errors.js';
import { integer, integers, probability } from './parameter.js';
import { sourceKind } from './source-kind.js';
import { LAG_PAIRS, noisyXorSource, observedXorSource, xorSource } from './xor.js';

const MAX_LAG = 65_536;

const K = integer(2, MAX_LAG, { value: 'lag', help: `the longer lag, 2 to ${MAX_LAG}` });

export const K_MARKOV = sourceKind({
  name: 'k-markov',
  summary: 'X[n] = X[n-1] xor X[n-k]',
  parameters: { k: K },
  make: ({ k }) => xorSource({ short: 1, long: k }),
});

export const XOR_FEEDBACK = sourceKind({
  name: 'xor-feedback',
  summary: 'X[n] = X[n-1] xor X[n-k] xor noise',
  parameters: {
    k: K,
    noise: probability(0.5, { value: 'p', help: 'probability that a bit is flipped, 0 to 0.5' }),
  },
  make: ({ k, noise }) => noisyXorSource({ short: 1, long: k }, noise),
});

export const XOR_OBSERVED = sourceKind({
  name: 'xor-observed',
  summary: 'X[n] = X[n-1] xor X[n-k], of which X[n] xor noise is seen',
  parameters: {
    k: K,
    noise: probability(0.499, {
      value: 'p',
      help: 'probability that a bit is seen flipped, 0 to 0.499',
    }),
  },
  make: ({ k, noise }) => observedXorSource({ short: 1, long: k }, noise),
});

export const FIBONACCI = sourceKind({
  name: 'fibonacci',
  summary: 'X[n] = X[n-r] xor X[n-s] over bits',
  parameters: {
    lags: integers(2, 1, MAX_LAG, {
      value: 'r,s',
      help: `lags, r > s; of longest period: ${[...LAG_PAIRS].join(' ')}`,
    }),
  },
  make: ({ lags }) => xorSource(lagPair(lags)),
});

/** Checks two lags r > s as `fibonacci` and `additive` take them. */
export function lagPair([long, short, ...rest]: readonly number[]): {
  short: number;
  long: number;
} {
  if (long === undefined || short === undefined || rest.length > 0)
    throw new LabError('--lags: exactly two lags are needed');
  if (short >= long) throw new LabError('--lags: the first lag must be the longer one');
  return { short, long };
}
