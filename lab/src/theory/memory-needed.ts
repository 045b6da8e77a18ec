/** How much a predictor of a source has to remember, before one is trained. */
import type { Source } from '../sources/source.js';
import { birchBounds } from './birch.js';
import { type ConvergenceOptions, convergence, type RateRow } from './convergence.js';
import type { Figure } from './figure.js';

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
  /** The least m of the curve whose rate is within `margin` of the entropy rate; beyond the curve after its decay. */
  readonly symbols: number | undefined;
}

export interface MemoryOptions extends ConvergenceOptions {
  /** How near to the entropy rate counts as reached, bits a symbol. Default: 0.01. */
  readonly margin?: number;
}

export function memoryNeeded(source: Source, options: MemoryOptions): MemoryNeeded {
  const { entropyRate, excessEntropy } = source.theory();
  const { stateBits, order, rates } = source.memory ?? {};
  const curve = convergence(source, options) ?? [];
  const decay = rates?.decay?.();
  const limit = limitOf(source, entropyRate);
  const symbols =
    limit === undefined ? undefined : symbolsFor(curve, limit, options.margin ?? 0.01, decay);
  return { entropyRate, excessEntropy, stateBits, order, curve, decay, symbols };
}

/** The entropy rate, in bits; from Birch's bounds where they are nearer together than an estimate's error. */
function limitOf(source: Source, { kind, bits, standardError = 0 }: Figure): number | undefined {
  if (kind === 'exact') return bits;
  if (kind !== 'estimate') return undefined;
  const model = source.model?.();
  const bounds = model && birchBounds(model);
  return bounds && bounds.upper - bounds.lower < standardError
    ? (bounds.upper + bounds.lower) / 2
    : bits;
}

function symbolsFor(
  curve: readonly RateRow[],
  limit: number,
  margin: number,
  decay: Figure | undefined,
): number | undefined {
  const gapAt = ({ rate }: RateRow) => (rate.bits ?? Number.NaN) - limit;
  const reached = curve.find((row) => gapAt(row) <= margin);
  const last = curve.at(-1);
  if (reached !== undefined || last === undefined) return reached?.memory;
  if (decay?.bits === undefined) return undefined;
  return Math.ceil(last.memory + Math.log2(gapAt(last) / margin) / decay.bits);
}
