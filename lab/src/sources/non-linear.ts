/** Recurrences of bits that no sum describes: and, or, majority of earlier bits. */
import { LabError } from '../errors.js';
import { Chance } from '../random/chance.js';
import { exact, type Figure, upperBound } from '../theory/figure.js';
import type { HiddenMarkovModel } from '../theory/hidden-markov-model.js';
import { binaryEntropy, entropy } from '../theory/information.js';
import { stepMemory } from '../theory/memory.js';
import { modelMemory } from '../theory/model-memory.js';
import { stationary } from '../theory/stationary.js';
import { recurrence } from './bit-history.js';
import { choice, integer, integers, probability } from './parameter.js';
import { MAX_MODEL_ORDER, registerModel } from './register-model.js';
import type { Theory } from './source.js';
import { sourceKind } from './source-kind.js';

const MAX_LAG = 65_536;

/** Longest register whose stationary distribution is computed, by 2^(3 order) operations. */
const MAX_SETTLED_ORDER = 8;

/** The functions, of the number of ones among `count` bits. */
const FUNCTIONS = {
  and: (ones: number, count: number) => (ones === count ? 1 : 0),
  or: (ones: number) => (ones > 0 ? 1 : 0),
  majority: (ones: number, count: number) => (2 * ones > count ? 1 : 0),
} as const;

export const NON_LINEAR = sourceKind({
  name: 'non-linear',
  summary: 'X[n] = f(X[n-a], X[n-b], ...) xor X[n-m] xor noise, f: and, or, majority',
  parameters: {
    function: choice(['and', 'or', 'majority'], { help: 'the function f' }),
    lags: integers(2, 1, MAX_LAG, { value: 'a,b,...', help: 'the lags that f takes' }),
    xor: integer(0, MAX_LAG, {
      value: 'm',
      help: 'one more lag, joined by exclusive or; 0: none',
      fallback: '0',
    }),
    noise: probability(0.5, {
      value: 'p',
      help: 'probability that a bit is flipped, 0 to 0.5',
      fallback: '0',
    }),
  },
  make({ function: name, lags, xor, noise }) {
    if (name === 'majority' && lags.length % 2 === 0)
      throw new LabError('--lags: a majority needs an odd number of lags');
    if (new Set(lags).size < lags.length) throw new LabError('--lags: a lag is given twice');
    const combine = FUNCTIONS[name];
    const longest = Math.max(...lags);
    const order = Math.max(longest, xor);
    // The oldest bit takes part by exclusive or alone: then each state has one predecessor.
    const reversible = xor > longest;
    const next = (at: (lag: number) => number): number => {
      let ones = 0;
      for (const lag of lags) ones += at(lag);
      return combine(ones, lags.length) ^ (xor === 0 ? 0 : at(xor));
    };
    const model = () =>
      registerModel({
        order,
        next: (state) => next((lag) => (state >>> (lag - 1)) & 1),
        feedbackNoise: noise,
        observationNoise: 0,
        allowZeros: true,
      });
    const settled =
      !reversible && noise > 0 && order <= MAX_SETTLED_ORDER ? settledModel(model()) : undefined;
    return {
      alphabetSize: 2,
      memory: reversible
        ? stepMemory({ order, stateBits: order, before: 1, after: binaryEntropy(noise) })
        : { ...(settled && modelMemory(settled)), order, stateBits: order },
      theory: () => theoryOf(order, noise, reversible, settled),
      ...(reversible && order <= MAX_MODEL_ORDER && { model }),
      start(random) {
        const flip = new Chance(noise);
        return recurrence(
          order,
          (history) => next((lag) => history.at(lag)) ^ flip.draw(random),
          random,
          true,
        );
      },
    };
  },
});

/** The model from its stationary distribution, which the sequence nears where states are not equally likely. */
function settledModel(model: HiddenMarkovModel): HiddenMarkovModel {
  const { states, firsts, targets, probabilities } = model;
  const matrix = new Float64Array(states * states);
  for (let s = 0; s < states; s++)
    for (let i = firsts[s] as number; i < (firsts[s + 1] as number); i++)
      matrix[s * states + (targets[i] as number)] = probabilities[i] as number;
  return { ...model, initial: stationary(matrix, states) };
}

function theoryOf(
  order: number,
  noise: number,
  reversible: boolean,
  settled: HiddenMarkovModel | undefined,
): Theory {
  return {
    entropyRate: exact(binaryEntropy(noise), 'closed form, the entropy H(p) of the noise'),
    excessEntropy: excessEntropyOf(order, noise, reversible, settled),
    notes:
      reversible || noise > 0
        ? []
        : ['Several states lead to the same next state: the sequence soon repeats.'],
  };
}

/** The entropy of the last `order` bits less that of the noise in them: the sequence is a Markov chain of that order. */
function excessEntropyOf(
  order: number,
  noise: number,
  reversible: boolean,
  settled: HiddenMarkovModel | undefined,
): Figure {
  const fresh = order * binaryEntropy(noise);
  if (reversible)
    return exact(order - fresh, 'closed form, m (1 - H(p)): all states are equally likely');
  if (settled !== undefined)
    return exact(
      entropy(settled.initial) - fresh,
      'the entropy of the last bits, from their stationary distribution, less that of their noise',
    );
  return upperBound(order - fresh, 'the longest lag times 1 - H(p)');
}
