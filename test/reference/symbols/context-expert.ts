/** NUMERICS.md, section 27: contexts of symbols, on both strands. */
import { SYMBOL_FIELDS } from '#dist/model/fields.js';
import { tableOf } from '../document.js';
import { complement, numberOf, type Sequence, type SymbolExpert, type Vote } from './sequence.js';
import type { Table } from './tables.js';

/** Distances from the end, 1 = the newest symbol, increasing. */
export type Distances = readonly number[];

export const upTo = (n: number): Distances => Array.from({ length: n }, (_, i) => i + 1);

/** `1 to 4, 11 to 18`. */
function distancesOf(text: string): Distances {
  return text.split(', ').flatMap((range) => {
    const [first = 0, last = first] = range.split(' to ').map(Number);
    return upTo(last).slice(first - 1);
  });
}

/** The distances of each member of `symbolGaps`, from the document. */
export const GAPS: readonly Distances[] = tableOf('Contexts of symbols', 'member').map(
  ([member, text = ''], i) => {
    if (member !== SYMBOL_FIELDS.symbolGaps.members[i]) throw new Error(`${member} is not next`);
    return distancesOf(text);
  },
);

/** The number of a context; digits before the first symbol are 0. */
export const contextOf = (sequence: Sequence, distances: Distances): bigint =>
  numberOf(distances.map((n) => sequence.back(n) ?? 0));

/** A context on the other strand, when `symbol` is the next, and the symbol that follows it there. */
export function mirrored(
  sequence: Sequence,
  symbol: number,
  distances: Distances,
): { context: bigint; symbol: number } {
  const reach = distances.at(-1) as number;
  const back = (n: number) => (n === 0 ? symbol : sequence.back(n));
  const digits = distances.map((n) => {
    const own = back(reach - n);
    return own === undefined ? 0 : complement(own);
  });
  return { context: numberOf(digits), symbol: complement(back(reach) ?? 0) };
}

export class ContextExpert implements SymbolExpert {
  readonly classes: number;

  constructor(
    private readonly sequence: Sequence,
    private readonly distances: Distances,
    private readonly both: boolean,
    private readonly table: Table,
  ) {
    this.classes = table.classes;
  }

  predict(): Vote {
    return this.table.predict(contextOf(this.sequence, this.distances));
  }

  update(symbol: number): void {
    const { sequence, distances, table } = this;
    table.learn(contextOf(sequence, distances), symbol);
    if (!this.both || sequence.back(distances.at(-1) as number) === undefined) return;
    const other = mirrored(sequence, symbol, distances);
    table.learn(other.context, other.symbol);
  }
}
