import { floats } from '../memory/arena';
import { exp4, log4 } from '../numeric/elementary';
import { FAMILY } from '../spec.generated';
import { FRESH, spend } from '../work/budget';
import { complement, Sequence, WINDOW } from './sequence';
import { SymbolExpert, storeLogs } from './symbol-expert';

/** The states: three phases of the codon on each of two strands. */
const STATES = 6;
const PHASES = 3;

/** Part of the probability that moves to all states at each symbol: a gene begins or ends. */
const MOVES: f32 = 0.001;

/** Power of the likelihood: the orders' tables are learned while they are used, so they are trusted less. */
const TRUST: f32 = 0.7;

/** States of less weight learn nothing. */
const SMALL: f32 = 0.01;

/**
 * Where in a gene the sequence is. In bacteria nine tenths of all symbols lie in genes, whose symbols come in codons of
 * three, on either strand. The probabilities of the six states follow from how well the tables of a short order
 * predict in each of them: a hidden Markov model, learned while it is used.
 */
export class CodonState {
  /** Probabilities of the states: six f32. */
  readonly states: usize = floats(8);
  constructor(readonly sequence: Sequence) {}

  initialise(): void {
    // One state is likelier than the others: with equal ones all tables would stay alike.
    for (let j = 0; j < STATES; j++) this.set(j, j == 0 ? 0.9 : 0.02);
  }

  // @ts-ignore: decorator
  @inline weight(state: i32): f32 {
    return load<f32>(this.states + ((<usize>state) << 2));
  }

  private set(state: i32, weight: f32): void {
    store<f32>(this.states + ((<usize>state) << 2), weight);
  }

  /** The phase that the next symbol has in a state. */
  // @ts-ignore: decorator
  @inline phase(state: i32): i32 {
    return (this.sequence.count + state) % PHASES;
  }

  /** Takes the probability that each state gave to the symbol: six f32 at `likelihoods`. */
  update(likelihoods: usize): void {
    let sum: f32 = 0;
    for (let j = 0; j < STATES; j++) {
      const p = f32x4.splat(load<f32>(likelihoods + ((<usize>j) << 2)));
      const power = f32x4.extract_lane(exp4(f32x4.mul(log4(p), f32x4.splat(TRUST))), 0);
      const weight = this.weight(j) * power;
      this.set(j, weight);
      sum += weight;
    }
    const scale: f32 = (<f32>1 - MOVES) / sum;
    for (let j = 0; j < STATES; j++)
      this.set(j, this.weight(j) * scale + MOVES * <f32>(1.0 / f32(STATES)));
  }
}

/** Bytes of a row: four probabilities and a weight, f32, in two vectors. */
const ROW: usize = 32;

/** Least rate at which a row is adapted. */
const LEAST_RATE: f32 = 0.0005;

/** An order with tables for each phase of the codon on each strand. The first of a model moves the state. */
export class CodonOrder extends SymbolExpert {
  private readonly tables: usize;
  private readonly bytes: usize;
  /** P(symbol) in each state: six vectors. */
  private readonly predictions: usize = floats(4 * STATES);
  private readonly likelihoods: usize = floats(8);
  private context: u64 = 0;
  /** Phases whose tables are set. */
  private set: i32 = 0;

  constructor(
    private readonly state: CodonState,
    private readonly order: i32,
    private readonly leads: bool,
  ) {
    super(8, FAMILY.CODONS);
    this.bytes = ROW << (2 * order);
    this.tables = floats(i64(this.bytes / 4) * 2 * PHASES);
  }

  /** Sets the tables of one phase: all of them would take too long for one piece. */
  initialise(): bool {
    if (this.leads) this.state.initialise();
    const start = this.tables + <usize>this.set * this.bytes;
    const even = f32x4.splat(0.25);
    for (let row = start; row < start + this.bytes; row += ROW) v128.store(row, even);
    spend(FRESH * f64(this.bytes));
    return ++this.set == 2 * PHASES;
  }

  // @ts-ignore: decorator
  @inline private rowOf(strand: i32, phase: i32, word: u64): usize {
    return this.tables + <usize>(strand * PHASES + phase) * this.bytes + <usize>word * ROW;
  }

  predict(logs: usize): i32 {
    const state = this.state;
    this.context = state.sequence.forward & (((<u64>1) << (2 * this.order)) - 1);
    let mean = f32x4.splat(0);
    let most: f32 = 0;
    for (let j = 0; j < STATES; j++) {
      const row = v128.load(this.rowOf(i32(j >= PHASES), state.phase(j), this.context));
      const p = f32x4.add(f32x4.mul(row, f32x4.splat(0.996)), f32x4.splat(0.001));
      v128.store(this.predictions + ((<usize>j) << 4), p);
      const weight = state.weight(j);
      mean = f32x4.add(mean, f32x4.mul(p, f32x4.splat(weight)));
      most = max(most, weight);
    }
    storeLogs(logs, mean);
    return min(7, i32(most * 8));
  }

  update(symbol: u32): void {
    const state = this.state;
    if (this.leads) {
      for (let j = 0; j < STATES; j++) {
        const p = load<f32>(this.predictions + ((<usize>j) << 4) + ((<usize>symbol) << 2));
        store<f32>(this.likelihoods + ((<usize>j) << 2), p);
      }
      state.update(this.likelihoods);
    }
    const sequence = state.sequence;
    const backward = sequence.backwardWith(symbol);
    const other = backward >> (2 * (WINDOW - this.order));
    const oldest = complement(u32(sequence.forward >> (2 * (this.order - 1))) & 3);
    for (let j = 0; j < STATES; j++) {
      const weight = state.weight(j);
      if (weight < SMALL) continue;
      const strand = i32(j >= PHASES);
      const phase = state.phase(j);
      this.learn(this.rowOf(strand, phase, this.context), symbol, weight);
      // The symbol `order` places back, read on the other strand.
      const mirrored = (phase + 2 * this.order) % PHASES;
      this.learn(this.rowOf(1 - strand, mirrored, other), oldest, weight);
    }
  }

  private learn(row: usize, symbol: u32, weight: f32): void {
    const seen = load<f32>(row, 16);
    store<f32>(row, seen + weight, 16);
    const rate = f32x4.splat(max<f32>(1 / (seen + 1.6), LEAST_RATE) * weight);
    const p = v128.load(row);
    v128.store(row, f32x4.sub(p, f32x4.mul(p, rate)));
    const at = row + ((<usize>symbol) << 2);
    store<f32>(at, load<f32>(at) + f32x4.extract_lane(rate, 0));
  }
}
