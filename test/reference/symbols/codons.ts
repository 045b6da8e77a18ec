/** NUMERICS.md, section 27: contexts of symbols and the place in a gene. */
import { exp, log } from '../elementary.js';
import { addScaled, f, get, map, type Vector, zeros } from '../float32.js';
import { contextOf, type Distances, mirrored, upTo } from './context-expert.js';
import { centredLogs, type Sequence, type SymbolExpert, type Vote } from './sequence.js';

/** 0 to 2: the phases on one strand; 3 to 5: those on the other. */
const STATES = [0, 1, 2, 3, 4, 5];

const MOVES = f(0.001);

/** The probabilities of the six states. */
export class CodonState {
  readonly weights: Vector = Float32Array.of(0.9, 0.02, 0.02, 0.02, 0.02, 0.02);

  /** Takes the probability that each state gave to the symbol. */
  update(likelihoods: Vector): void {
    const moved = map((w, p) => w * exp(f(log(p) * f(0.7))), this.weights, likelihoods);
    const sum = moved.reduce((total, w) => f(total + w), 0);
    const scale = f(f(1 - MOVES) / sum);
    this.weights.set(map((w) => f(w * scale) + f(MOVES * f(1 / 6)), moved));
  }
}

interface Row {
  readonly p: Vector;
  /** The weights of what it learned, summed. */
  seen: number;
}

export class CodonExpert implements SymbolExpert {
  readonly classes = 8;
  private readonly distances: Distances;
  private readonly rows = new Map<string, Row>();
  /** What each state predicts. */
  private predictions: Vector[] = [];

  /** `leads`: the first of its kind moves the state. */
  constructor(
    private readonly sequence: Sequence,
    private readonly state: CodonState,
    private readonly order: number,
    private readonly leads: boolean,
  ) {
    this.distances = upTo(order);
  }

  /** Phase 0 to 2 of a state at the symbol `n` places before the next one. */
  private phase(state: number, n = 0): number {
    return (this.sequence.count + state + 2 * n) % 3;
  }

  private row(isOther: boolean, phase: number, context: bigint): Row {
    const key = `${isOther} ${phase} ${context}`;
    const row = this.rows.get(key) ?? { p: zeros(4).fill(0.25), seen: 0 };
    this.rows.set(key, row);
    return row;
  }

  predict(): Vote {
    const context = contextOf(this.sequence, this.distances);
    this.predictions = STATES.map((j) =>
      map((p) => f(p * f(0.996)) + f(0.001), this.row(j > 2, this.phase(j), context).p),
    );
    const mean = zeros(4);
    this.predictions.forEach((p, j) => {
      addScaled(mean, get(this.state.weights, j), p);
    });
    const most = Math.max(...this.state.weights);
    return { logs: centredLogs(mean), confidence: Math.min(7, Math.floor(8 * most)) };
  }

  update(symbol: number): void {
    const { sequence, state, order } = this;
    if (this.leads) state.update(Float32Array.from(this.predictions, (p) => get(p, symbol)));
    const context = contextOf(sequence, this.distances);
    const other = mirrored(sequence, symbol, this.distances);
    for (const j of STATES) {
      const weight = get(state.weights, j);
      if (weight < f(0.01)) continue;
      const isOther = j > 2;
      learn(this.row(isOther, this.phase(j), context), symbol, weight);
      learn(this.row(!isOther, this.phase(j, order), other.context), other.symbol, weight);
    }
  }
}

function learn(row: Row, symbol: number, weight: number): void {
  const rate = f(Math.max(f(1 / f(row.seen + f(1.6))), f(0.0005)) * weight);
  row.seen = f(row.seen + weight);
  row.p.set(map((p) => p - f(p * rate), row.p));
  row.p[symbol] = get(row.p, symbol) + rate;
}
