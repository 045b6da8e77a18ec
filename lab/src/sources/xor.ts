/** Sources that are the exclusive or of two earlier bits, with noise or without. */
import { Chance } from '../random/chance.js';
import { exact } from '../theory/figure.js';
import { binaryEntropy, nonZeroEntropy } from '../theory/information.js';
import type { Lags } from '../theory/lags.js';
import { type Memory, registerMemory, stepMemory } from '../theory/memory.js';
import { observedMemory } from '../theory/observed-xor.js';
import { isPrimitive, periodOfX, polynomialOf, primeFactors } from '../theory/primitive.js';
import { recurrence } from './bit-history.js';
import { MAX_MODEL_ORDER, type Register, registerModel } from './register-model.js';
import type { Source, Theory } from './source.js';

/** X[n] = X[n - short] xor X[n - long], from a first state that is random and not zero. */
export function xorSource(lags: Lags): Source {
  const memory = registerMemory(lags.long);
  return build(lags, 0, 0, memory, () => ({
    entropyRate: exact(0, 'closed form, the last bits determine the next'),
    excessEntropy: exact(nonZeroEntropy(lags.long), 'closed form, the entropy of the first state'),
    notes: periodNotes(lags),
  }));
}

/** X[n] = X[n - short] xor X[n - long] xor noise: a flipped bit takes part in all that follow. */
export function noisyXorSource(lags: Lags, noise: number): Source {
  if (noise === 0) return xorSource(lags);
  const rate = binaryEntropy(noise);
  const memory = stepMemory({ order: lags.long, stateBits: lags.long, before: 1, after: rate });
  return build(lags, noise, 0, memory, () => ({
    entropyRate: exact(rate, 'closed form, the entropy H(p) of the noise'),
    excessEntropy: exact(lags.long * (1 - rate), 'closed form, k (1 - H(p))'),
  }));
}

/**
 * Y[n] = X[n] xor noise over an X without noise: a hidden Markov model whose state is never seen. Here the first state may
 * be zero, so that all are equally likely: zeros under noise are a sequence like any other.
 */
export function observedXorSource(lags: Lags, noise: number): Source {
  if (noise === 0) return xorSource(lags);
  return build(lags, 0, noise, observedMemory(lags, noise), () => ({
    entropyRate: exact(binaryEntropy(noise), 'closed form, the entropy H(p) of the noise'),
    excessEntropy: exact(
      lags.long,
      'closed form, the entropy of the hidden first state, which long sequences reveal',
    ),
    notes: periodNotes(lags),
  }));
}

function build(
  { short, long }: Lags,
  feedbackNoise: number,
  observationNoise: number,
  memory: Memory,
  theory: () => Theory,
): Source {
  // Without noise, zeros would be all there is.
  const allowZeros = feedbackNoise + observationNoise > 0;
  const register: Register = {
    order: long,
    next: (state) => ((state >>> (short - 1)) ^ (state >>> (long - 1))) & 1,
    feedbackNoise,
    observationNoise,
    allowZeros,
  };
  return {
    alphabetSize: 2,
    theory,
    memory,
    ...(long <= MAX_MODEL_ORDER && { model: () => registerModel(register) }),
    start(random) {
      const flip = new Chance(feedbackNoise);
      const misread = new Chance(observationNoise);
      const next = recurrence(
        long,
        feedbackNoise === 0
          ? (history) => history.at(short) ^ history.at(long)
          : (history) => history.at(short) ^ history.at(long) ^ flip.draw(random),
        random,
        allowZeros,
      );
      return observationNoise === 0 ? next : () => next() ^ misread.draw(random);
    },
  };
}

/** Longest recurrence whose period is tested for being maximal: the factors of 2^k - 1 are found in less than a second. */
const MAX_TESTED = 40;

/** Longest recurrence whose period is counted out. */
const MAX_COUNTED = 24;

function periodNotes({ short, long }: Lags): readonly string[] {
  if (LAG_PAIRS.has(`${long},${short}`)) return [maximalNote(long)];
  if (long > MAX_TESTED) return [];
  const polynomial = polynomialOf([short, long]);
  if (isPrimitive(polynomial, primeFactors((1n << BigInt(long)) - 1n))) return [maximalNote(long)];
  return long > MAX_COUNTED
    ? [`The period is shorter than 2^${long} - 1.`]
    : [`The period is ${periodOfX(polynomial)} or, from few first states, a divisor of it.`];
}

function maximalNote(long: number): string {
  return `The period is the longest that ${long} bits allow, 2^${long} - 1.`;
}

/** Pairs of lags whose sequences have the longest period; all are primitive trinomials. */
export const LAG_PAIRS: ReadonlySet<string> = new Set([
  '15,1',
  '20,3',
  '25,3',
  '25,7',
  '31,13',
  '35,2',
  '39,8',
  '41,20',
  '49,12',
  '52,21',
  '58,19',
  '63,31',
  '73,25',
  '81,16',
  '95,11',
]);
