/** Entropy rate and excess entropy of a hidden Markov model from sequences that it makes itself. */
import { MAX_SEED, Random } from '../random/random.js';
import { BATCHES, batchMeans, meanOf } from './batch-means.js';
import { estimate, type Figure } from './figure.js';
import { ForwardFilter, stateAfter } from './forward.js';
import { type HiddenMarkovModel, stepCost } from './hidden-markov-model.js';
import { Sampler } from './sampler.js';

/** Multiply-adds for each of the two estimates: less than a second. */
const BUDGET = 2 ** 27;

/** Symbols before the first that counts: they let the filter forget the start. */
const WARM_UP = 1000;

/** Symbols of past and of future for the excess entropy. */
const HALF = 200;

export interface MonteCarlo {
  readonly entropyRate: Figure;
  readonly excessEntropy: Figure;
}

/**
 * @param seed Of the generator. Equal seeds give equal estimates.
 * @param symbols Symbols for the entropy rate, a multiple of BATCHES. Default: what takes about a second, at most 200,000.
 * @param pairs Pairs of past and future for the excess entropy, 2 or more. Default: what takes about a second, at most 2,000.
 */
export function monteCarlo(
  model: HiddenMarkovModel,
  seed = 1,
  symbols = defaultSymbols(model),
  pairs = defaultPairs(model),
): MonteCarlo {
  // Another generator than the one of a file with the same seed: the estimates are not to be of that file.
  const random = new Random(MAX_SEED - seed);
  return {
    entropyRate: entropyRateOf(model, random, symbols),
    excessEntropy: excessEntropyOf(model, random, pairs),
  };
}

/** The entropy rate: the mean cost of a symbol given all before it. */
function entropyRateOf(model: HiddenMarkovModel, random: Random, symbols: number): Figure {
  const next = new Sampler(model).start(random);
  const filter = new ForwardFilter(model);
  for (let i = 0; i < WARM_UP; i++) filter.update(next());
  const mean = batchMeans(symbols, () => filter.update(next()));
  return estimate(mean, `forward algorithm, ${symbols} symbols, ${BATCHES} batch means`);
}

/**
 * The excess entropy: the mean of log2 P(future | past) / P(future) over independent pairs. A pair has HALF symbols of
 * each, so the expectation is I(X[1..HALF]; X[HALF+1..2 HALF]), which is not above the excess entropy.
 */
function excessEntropyOf(model: HiddenMarkovModel, random: Random, pairs: number): Figure {
  const sampler = new Sampler(model);
  const middle = stateAfter(model, HALF);
  const values = new Float64Array(pairs);
  for (let pair = 0; pair < pairs; pair++) {
    const next = sampler.start(random);
    const withPast = new ForwardFilter(model);
    for (let i = 0; i < HALF; i++) withPast.update(next());
    const withoutPast = new ForwardFilter(model, middle);
    let gain = 0;
    for (let i = 0; i < HALF; i++) {
      const symbol = next();
      gain += withoutPast.update(symbol) - withPast.update(symbol);
    }
    values[pair] = gain;
  }
  return estimate(
    meanOf(values),
    `forward algorithm, ${pairs} pairs of ${HALF} symbols of past and of future`,
  );
}

/** What of an amount the budget allows, if each costs `cost`. */
function affordable(cost: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.floor(BUDGET / cost)));
}

function defaultSymbols(model: HiddenMarkovModel): number {
  return affordable(stepCost(model) * BATCHES, 40, 4000) * BATCHES;
}

function defaultPairs(model: HiddenMarkovModel): number {
  return affordable(stepCost(model) * 3 * HALF, 20, 2000);
}
