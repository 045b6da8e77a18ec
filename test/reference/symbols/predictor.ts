/** NUMERICS.md, section 27: the experts of symbols, and what they predict together. */
import { SYMBOL_FIELDS } from '#dist/model/fields.js';
import type { NetworkWeights } from '../first-weights.js';
import type { Vector } from '../float32.js';
import { digits, membersOf } from '../history.js';
import type { Shape } from '../shape.js';
import { CodonExpert, CodonState } from './codons.js';
import { ContextExpert, type Distances, GAPS, upTo } from './context-expert.js';
import { SymbolMixer } from './mixer.js';
import { SymbolNetwork } from './network-expert.js';
import { Repeat, RepeatTable } from './repeat.js';
import { Sequence, type SymbolExpert } from './sequence.js';
import { CountTable, FewTable, HashedTable } from './tables.js';

const NO_NETWORK = 3;

/** Least lengths of the classes of the longest repeat. */
const LENGTHS = [1, 16, 24, 32, 64, 256, 1024];

/** The members of a set of numbers. */
const numbersOf = (field: 'symbolOrders' | 'repeats' | 'codons', shape: Shape): number[] =>
  membersOf(shape[field]).map((member) => Number(SYMBOL_FIELDS[field].members[member]));

export class SymbolPredictor {
  private readonly sequence = new Sequence();
  private readonly tables: readonly RepeatTable[];
  private readonly repeats: readonly Repeat[];
  private readonly experts: readonly SymbolExpert[];
  readonly mixer: SymbolMixer;

  /** `length`: of the block and the primed bytes; `values`: the byte values that are the symbols; `file`: the network to begin with. */
  constructor(shape: Shape, length: number, values: Uint8Array, file?: NetworkWeights) {
    const { sequence } = this;
    const both = shape.strands === 1;
    const bits = Math.max(10, Math.min(shape.symbolTables, digits(length) + Number(both)));
    const tableOf = (order: number) =>
      order < 12 ? new CountTable() : order === 12 ? new FewTable() : new HashedTable(bits);
    const orders = numbersOf('symbolOrders', shape).map(
      (order) => new ContextExpert(sequence, upTo(order), both, tableOf(order)),
    );
    const gaps = membersOf(shape.symbolGaps).map(
      (member) => new ContextExpert(sequence, GAPS[member] as Distances, both, new FewTable()),
    );
    this.tables = numbersOf('repeats', shape).map((least) => new RepeatTable(least, bits));
    this.repeats = this.tables.flatMap((table) =>
      (both ? [false, true] : [false]).map((inverted) => new Repeat(sequence, table, inverted)),
    );
    const state = new CodonState();
    const codons = numbersOf('codons', shape).map(
      (order, i) => new CodonExpert(sequence, state, order, i === 0),
    );
    const networks =
      shape.cell === NO_NETWORK ? [] : [new SymbolNetwork(shape, length, values, file)];
    this.experts = [...orders, ...gaps, ...this.repeats, ...codons, ...networks];
    this.mixer = new SymbolMixer(
      this.experts.map(({ classes }) => classes),
      shape.hidden,
    );
  }

  /** Four probabilities. */
  predict(): Vector {
    const votes = this.experts.map((expert) => expert.predict());
    const [first = 0, second = 0] = [this.sequence.back(1), this.sequence.back(2)];
    return this.mixer.predict(votes, this.repeatRow(), first + 4 * second);
  }

  /** Of the longest repeat: its class and what it expects. Of several, the last. */
  private repeatRow(): number {
    const found = this.repeats.filter(({ expected }) => expected !== undefined);
    const length = Math.max(0, ...found.map((repeat) => repeat.length));
    const longest = found.filter((repeat) => repeat.length === length).at(-1);
    const lengthClass = LENGTHS.filter((least) => length >= least).length;
    return 4 * lengthClass + (longest?.expected ?? 0);
  }

  update(symbol: number): void {
    this.mixer.update(symbol, this.sequence.count);
    for (const expert of this.experts) expert.update(symbol);
    this.sequence.append(symbol);
    for (const expert of this.experts) expert.proceed?.();
    for (const table of this.tables) table.enter(this.sequence);
  }
}
