/** NUMERICS.md, sections 6, 8 and 9: embeddings, a row for each context. */
import { addScaled, f, type Vector, zeros } from './float32.js';
import type { InitialWeights } from './random.js';
import { SGD, type Shape } from './shape.js';

/** Counts of steps stop here: adding 1 to this f32 gives it back. */
const MOST = 2 ** 24;

export class Embedding {
  private readonly rows = new Map<number, Vector>();
  private readonly counts = new Map<number, number>();
  private steps = 0;

  constructor(
    private readonly N: number,
    private readonly shape: Shape,
  ) {}

  initialise(random: InitialWeights, rows: number): void {
    for (let r = 0; r < rows; r++)
      this.rows.set(
        r,
        zeros(this.N).map(() => f(0.1) * random.unit()),
      );
  }

  row(index: number): Vector {
    const row = this.rows.get(index) ?? zeros(this.N);
    this.rows.set(index, row);
    return row;
  }

  learn(index: number, direction: Vector): void {
    const { embedRate, embedCap, optimizer } = this.shape;
    if (optimizer === SGD) {
      addScaled(this.row(index), 1, direction);
      return;
    }
    const count = Math.min((this.counts.get(index) ?? 0) + 1, MOST);
    this.counts.set(index, count);
    this.steps = Math.min(this.steps + 1, MOST);
    const rarity = f(Math.sqrt(f(this.steps / count)));
    addScaled(this.row(index), f(embedRate * Math.min(embedCap, rarity)), direction);
  }
}

/** The row of each order; `past(n)` is the n-th symbol before the step. */
export function chooseRows(past: (n: number) => number, orders: number, hashBits: number) {
  const rows = [past(1)];
  let hash = Math.imul(past(1) + 1, 0x9e3779b1);
  for (let n = 2; n <= orders; n++) {
    hash = Math.imul(hash + past(n) + 1, 0x9e3779b1);
    rows.push(Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> (32 - hashBits));
  }
  return rows;
}

/** log2 of the rows of an embedding above order 1. */
export function hashBits(shape: Shape, blockLength: number): number {
  const enough = 33 - Math.clz32(Math.max(blockLength, 2) - 1);
  return Math.min(shape.ngramBits, enough);
}
