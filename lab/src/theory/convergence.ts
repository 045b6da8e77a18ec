/** How fast predictors with more and more symbols of memory come near the entropy rate. */
import type { Figure } from './figure.js';
import type { EstimateOptions, Memory, Rates } from './memory.js';

export interface RateRow {
  /** Symbols that the predictor is given, m. */
  readonly memory: number;
  /** H(X[m+1] | X[1..m]), bits: the least that it can reach. */
  readonly rate: Figure;
}

export interface ConvergenceOptions extends EstimateOptions {
  /** The m, ascending. Default: those that show the curve. */
  readonly memories?: readonly number[] | undefined;
}

/** The curve of a source: exact where that is affordable, else estimates. Undefined: nothing is known of it. */
export function convergence(
  { memory }: { readonly memory?: Memory },
  { memories, ...options }: ConvergenceOptions,
): RateRow[] | undefined {
  return (
    memory?.rates && rowsOf(memory.rates, memories ?? pointsOf(memory.rates, memory.order), options)
  );
}

/** The points of a curve, up to the order if that is known. */
function pointsOf({ points }: Rates, order = Number.POSITIVE_INFINITY): readonly number[] {
  const before = points.filter((m) => m < order);
  return Number.isFinite(order) ? [...before, order] : before;
}

function rowsOf(rates: Rates, memories: readonly number[], options: EstimateOptions): RateRow[] {
  const rows = memories.map((memory) => ({ memory, rate: rates.exactly(memory) }));
  const open = rows.filter(({ rate }) => rate === undefined).map(({ memory }) => memory);
  const estimates = (open.length > 0 && rates.estimated?.(open, options)) || [];
  return rows.flatMap(({ memory, rate = estimates[open.indexOf(memory)] }) =>
    rate === undefined ? [] : [{ memory, rate }],
  );
}
