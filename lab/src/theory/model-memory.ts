/** What few symbols are worth for a hidden Markov model. */
import { Random } from '../random/random.js';
import { meanWithRare } from './batch-means.js';
import { BLOCK_COST, blockEntropies } from './birch.js';
import { estimate, exact, type Figure } from './figure.js';
import { ForwardFilter, stateAfter } from './forward.js';
import { type HiddenMarkovModel, stepCost } from './hidden-markov-model.js';
import { fitLine } from './line.js';
import type { EstimateOptions, Memory } from './memory.js';
import { Sampler } from './sampler.js';

/** Multiply-adds of the exact part and of the default number of sequences: less than a second each. */
const EXACT_BUDGET = 2 ** 25;
const SAMPLE_BUDGET = 2 ** 27;

const MOST_SEQUENCES = 2000;
const LEAST_SEQUENCES = 20;

/** Longest block of the exact part: its recursion is as deep. */
const MAX_LENGTH = 24;

const POINTS = [0, 1, 2, 4, 8, 16, 32];

export function modelMemory(model: HiddenMarkovModel): Memory {
  let entropies: Float64Array | undefined;
  const blocks = () => (entropies ??= blockEntropies(model, model.initial, longestBlock(model)));
  const rateAt = (m: number) => (blocks()[m + 1] as number) - (blocks()[m] as number);
  return {
    stateBits: Math.log2(model.states),
    rates: {
      points: POINTS,
      exactly: (m) =>
        m + 1 < blocks().length
          ? exact(rateAt(m), `exact, over all blocks of ${m + 1}`)
          : undefined,
      estimated(memories, options) {
        const memory = Math.floor(blocks().length / 2) - 1;
        return estimated(model, { memory, rate: rateAt(memory) }, memories, options);
      },
      decay: () => decayOf(Array.from({ length: blocks().length - 1 }, (_, m) => rateAt(m))),
    },
  };
}

/** Differences of rates that are smaller are rounding errors. */
const LEAST_DIFFERENCE = 1e-12;

/**
 * The decay of the differences of neighbouring rates, which is that of the rates and needs no limit. The first half of them
 * is left out: there a curve is not yet exponential.
 *
 * @param rates H(X[m+1] | X[1..m]) for m = 0, 1, ...
 */
function decayOf(rates: readonly number[]): Figure | undefined {
  const first = Math.ceil(rates.length / 2);
  const points: [number, number][] = [];
  for (let m = first; m < rates.length; m++) {
    const difference = (rates[m - 1] as number) - (rates[m] as number);
    if (difference > LEAST_DIFFERENCE) points.push([m, Math.log2(difference)]);
  }
  if (points.length < 4) return undefined;
  const { slope, standardError } = fitLine(points);
  const how = `a line through log2 of the differences up to m = ${rates.length - 1}`;
  return estimate({ mean: -slope, standardError }, how);
}

function longestBlock(model: HiddenMarkovModel): number {
  const most = Math.log2(EXACT_BUDGET / (stepCost(model) + BLOCK_COST)) / Math.log2(model.symbols);
  return Math.max(1, Math.min(MAX_LENGTH, Math.floor(most)));
}

/**
 * A rate that is known exactly, of half the longest memory whose rate is: with the longest one a difference would be too
 * rare for its error to be estimated.
 */
interface Anchor {
  readonly memory: number;
  readonly rate: number;
}

/**
 * Means of the entropy of the next symbol given m symbols. Of a stationary model the last symbols alone have an entropy
 * whose expectation is known, and which differs little: the mean difference is added to that.
 */
function estimated(
  model: HiddenMarkovModel,
  anchor: Anchor,
  memories: readonly number[],
  { seed, sequences }: EstimateOptions,
): Figure[] {
  const longest = Math.max(...memories);
  const steps = longest + memories.length * anchor.memory;
  const affordable = Math.floor(SAMPLE_BUDGET / (stepCost(model) * steps));
  const count = sequences ?? Math.max(LEAST_SEQUENCES, Math.min(MOST_SEQUENCES, affordable));
  const random = new Random(seed);
  const sampler = new Sampler(model);
  const known = isStationary(model) ? anchor : undefined;
  const values = memories.map(() => new Float64Array(count));
  for (let sequence = 0; sequence < count; sequence++) {
    const symbols = Uint8Array.from({ length: longest }, sampler.start(random));
    const filter = new ForwardFilter(model);
    for (const [place, m] of memories.entries()) {
      for (const symbol of symbols.subarray(memories[place - 1] ?? 0, m)) filter.update(symbol);
      const excess =
        known && known.rate - entropyAfter(model, symbols.subarray(m - known.memory, m));
      (values[place] as Float64Array)[sequence] = filter.nextEntropy() + (excess ?? 0);
    }
  }
  const range = Math.log2(model.symbols);
  return values.map((row) =>
    estimate(meanWithRare(row, range), `forward algorithm, ${count} sequences`),
  );
}

/** The entropy of the symbol after some symbols, which begin in the model's first state. */
function entropyAfter(model: HiddenMarkovModel, symbols: Uint8Array): number {
  const filter = new ForwardFilter(model);
  for (const symbol of symbols) filter.update(symbol);
  return filter.nextEntropy();
}

function isStationary(model: HiddenMarkovModel): boolean {
  const after = stateAfter(model, 1);
  return model.initial.every((p, state) => Math.abs(p - (after[state] as number)) < 1e-12);
}
