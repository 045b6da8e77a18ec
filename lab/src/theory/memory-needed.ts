/** How much a predictor of a source has to remember, before one is trained. */
import { birchBounds } from './birch.js';
import { type ConvergenceOptions, convergence, type RateRow } from './convergence.js';
import type { Figure } from './figure.js';
import type { HiddenMarkovModel } from './hidden-markov-model.js';
import type { Memory, Rates } from './memory.js';

/** What of a source is looked at. */
export interface Predictable {
  readonly memory?: Memory;
  theory(): { readonly entropyRate: Figure; readonly excessEntropy: Figure };
  model?(): HiddenMarkovModel;
}

export interface MemoryNeeded {
  readonly entropyRate: Figure;
  /** I(past; future): the bits that a state has to hold at least, on average. */
  readonly excessEntropy: Figure;
  /** log2 of the states of the machine that makes the sequence: so many bits are enough, if it is known. */
  readonly stateBits: number | undefined;
  /** Symbols from which on more of them do not help; Infinity, or undefined if not known. */
  readonly order: number | undefined;
  /** What few symbols are worth. Empty: not known. */
  readonly curve: readonly RateRow[];
  /** The d of a curve that nears the entropy rate as 2^(-d m), bits a symbol. */
  readonly decay: Figure | undefined;
  /** The least m whose rate is within `margin` of the entropy rate, as far as rates or their decay are known. */
  readonly symbols: number | undefined;
}

const DEFAULT_MARGIN = 0.01;

export interface MemoryOptions extends ConvergenceOptions {
  /** How near to the entropy rate counts as reached, bits a symbol. Default: DEFAULT_MARGIN. */
  readonly margin?: number;
}

export function memoryNeeded(source: Predictable, options: MemoryOptions): MemoryNeeded {
  const { entropyRate, excessEntropy } = source.theory();
  const { stateBits, order, rates } = source.memory ?? {};
  const curve = convergence(source, options) ?? [];
  const decay = rates?.decay?.();
  const limit = limitOf(source, entropyRate);
  const symbols =
    rates && limit !== undefined
      ? symbolsFor(rates, curve, limit + (options.margin ?? DEFAULT_MARGIN), limit)
      : undefined;
  return { entropyRate, excessEntropy, stateBits, order, curve, decay, symbols };
}

/** The entropy rate, in bits; from Birch's bounds where they say more than an estimate. */
function limitOf(
  source: Predictable,
  { kind, bits, standardError = 0 }: Figure,
): number | undefined {
  if (kind === 'exact') return bits;
  if (kind !== 'estimate') return undefined;
  const model = source.model?.();
  const bounds = model && birchBounds(model);
  // A value that may be anywhere between two bounds has a standard deviation of their distance over sqrt(12).
  return bounds && bounds.upper - bounds.lower < standardError * Math.sqrt(12)
    ? (bounds.upper + bounds.lower) / 2
    : bits;
}

/** The least m whose rate is at most `goal`: among the exact rates, then among the rows of the curve, then by its decay. */
function symbolsFor(
  rates: Rates,
  curve: readonly RateRow[],
  goal: number,
  limit: number,
): number | undefined {
  let m = 0;
  for (let rate = rates.exactly(m); rate !== undefined; rate = rates.exactly(++m))
    if (bitsOf(rate) <= goal) return m;
  const reached = curve.find(({ memory, rate }) => memory >= m && bitsOf(rate) <= goal);
  const last = curve.at(-1);
  if (reached !== undefined || last === undefined) return reached?.memory;
  const decay = rates.decay?.()?.bits;
  if (decay === undefined) return undefined;
  return Math.ceil(last.memory + Math.log2((bitsOf(last.rate) - limit) / (goal - limit)) / decay);
}

function bitsOf({ bits = Number.NaN }: Figure): number {
  return bits;
}
