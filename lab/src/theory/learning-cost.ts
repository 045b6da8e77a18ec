/** What an adaptive coder pays for learning a sequence. */
import { ContextCounts, maxOrder } from './context-counts.js';

export interface LearningRow {
  /** Symbols of a context, k. */
  readonly order: number;
  /** Bits a symbol of the adaptive coder: -log2 (n + 1/2) / (N + A/2) after Krichevsky and Trofimov. */
  readonly adaptive: number;
  /** Bits a symbol with the counts of the whole sequence as probabilities from the start. */
  readonly hindsight: number;
  /** What adaptive costs more than hindsight, bits of the whole sequence. */
  readonly learning: number;
}

/** Highest order that is tried. */
const MAX_ORDER = 22;

/** A row for each order, as long as there are not more contexts than symbols. */
export function learningCosts(symbols: Uint8Array, alphabetSize: number): LearningRow[] {
  const rows: LearningRow[] = [];
  const most = maxOrder(alphabetSize, MAX_ORDER);
  for (let order = 0; order <= most && alphabetSize ** order <= symbols.length; order++)
    rows.push(learningCost(symbols, alphabetSize, order));
  return rows;
}

/** The row whose adaptive cost is least. */
export function cheapest(rows: readonly LearningRow[]): LearningRow {
  return rows.reduce((best, row) => (row.adaptive < best.adaptive ? row : best));
}

function learningCost(symbols: Uint8Array, alphabetSize: number, order: number): LearningRow {
  const table = new ContextCounts(alphabetSize, order);
  let adaptive = 0;
  for (const symbol of symbols) {
    const count = table.counts[table.context * alphabetSize + symbol] as number;
    const total = table.totals[table.context] as number;
    adaptive -= Math.log2((2 * count + 1) / (2 * total + alphabetSize));
    table.update(symbol);
  }
  let hindsight = 0;
  for (const count of table.counts) if (count > 0) hindsight -= count * Math.log2(count);
  for (const total of table.totals) if (total > 0) hindsight += total * Math.log2(total);
  const length = symbols.length;
  return {
    order,
    adaptive: adaptive / length,
    hindsight: hindsight / length,
    learning: adaptive - hindsight,
  };
}
