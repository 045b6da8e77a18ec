/** Exact block entropies of a hidden Markov model, and Birch's bounds on its entropy rate. */
import { advance } from './forward.js';
import { type HiddenMarkovModel, stepCost } from './hidden-markov-model.js';

export interface BirchBounds {
  /** The block length n. */
  readonly length: number;
  /** H(X[n] | X[1..n-1], S[0]), bits: not above the entropy rate. */
  readonly lower: number;
  /** H(X[n] | X[1..n-1]), bits: not below the entropy rate. */
  readonly upper: number;
  /** I(X[1..m]; X[m+1..2m]) with m the half of n rounded down, bits: not above the excess entropy. */
  readonly sharedByHalves: number;
}

/** Multiply-adds that birchBounds() takes by default: less than a second. */
const BUDGET = 2 ** 25;

/** What a block costs besides the step of the forward algorithm: a logarithm and a call. */
export const BLOCK_COST = 16;

/** Longest block: beyond it the gain is small, and the recursion is as deep as the block is long. */
const MAX_LENGTH = 24;

/**
 * @param budget Multiply-adds.
 * @returns Bounds from the longest blocks that the budget allows; undefined if it does not allow blocks of 2 symbols.
 */
export function birchBounds(model: HiddenMarkovModel, budget = BUDGET): BirchBounds | undefined {
  const startingStates = model.initial.filter((p) => p > 0).length;
  const costOf = (length: number) =>
    model.symbols ** length * (stepCost(model) + BLOCK_COST) * (startingStates + 1) * 2;
  let length = 1;
  while (length < MAX_LENGTH && costOf(length + 1) <= budget) length++;
  if (length < 2) return undefined;
  const blocks = blockEntropies(model, model.initial, length);
  const half = Math.floor(length / 2);
  return {
    length,
    lower: lastStepGivenStart(model, length),
    upper: at(blocks, length) - at(blocks, length - 1),
    sharedByHalves: Math.max(0, 2 * at(blocks, half) - at(blocks, 2 * half)),
  };
}

/**
 * @param start Distribution of the state before the block.
 * @returns H(X[1..n]) in bits for n = 0 to `length`, by visiting every block that is possible.
 */
export function blockEntropies(
  model: HiddenMarkovModel,
  start: Float64Array,
  length: number,
): Float64Array {
  const entropies = new Float64Array(length + 1);
  const levels = Array.from({ length: length + 1 }, () => new Float64Array(model.states));
  levels[0]?.set(start);
  const visit = (depth: number): void => {
    if (depth === length) return;
    const from = levels[depth] as Float64Array;
    const to = levels[depth + 1] as Float64Array;
    for (let symbol = 0; symbol < model.symbols; symbol++) {
      const probability = advance(model, from, symbol, to);
      if (probability === 0) continue;
      entropies[depth + 1] = at(entropies, depth + 1) - probability * Math.log2(probability);
      visit(depth + 1);
    }
  };
  visit(0);
  return entropies;
}

function lastStepGivenStart(model: HiddenMarkovModel, length: number): number {
  let sum = 0;
  for (const [state, weight] of model.initial.entries()) {
    if (weight === 0) continue;
    const start = new Float64Array(model.states);
    start[state] = 1;
    const blocks = blockEntropies(model, start, length);
    sum += weight * (at(blocks, length) - at(blocks, length - 1));
  }
  return sum;
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
