/** NUMERICS.md, section 19: the network as an expert. */
import { stretch } from './counter.js';
import type { Extent } from './experts.js';
import { replaceWeights } from './first-weights.js';
import { f } from './float32.js';
import type { History } from './history.js';
import { Network } from './network.js';
import type { Shape } from './shape.js';

export class NetworkExpert {
  private readonly network: Network;
  /** By byte value; 0 for those outside the alphabet. */
  private readonly counts = new Array<number>(256).fill(0);

  private readonly values: Uint8Array;

  constructor(
    private readonly history: History,
    shape: Shape,
    { values, length, file }: Extent,
  ) {
    this.values = values;
    this.network = new Network(shape, length);
    if (file) replaceWeights(this.network, values, file);
  }

  beginByte(): void {
    this.network.predict()[0]?.forEach((p, symbol) => {
      this.counts[this.values[symbol] as number] = Math.floor(f(p * 2 ** 22)) + 1;
    });
  }

  /** Two inputs. */
  predict(): [number, number] {
    const half = 2 ** (7 - this.history.bits);
    const first = 2 * half * this.history.partial - 256;
    const [zero, one] = [this.sum(first, half), this.sum(first + half, half)];
    if (zero === 0 || one === 0) return [0, 0];
    const p = f(one / (zero + one));
    const bounded = Math.max(1 / 16384, Math.min(16383 / 16384, p));
    return [stretch(bounded), f(f(p - 0.5) * 4)];
  }

  private sum(from: number, length: number): number {
    let sum = 0;
    for (let value = from; value < from + length; value++) sum += this.counts[value] as number;
    return sum;
  }

  endByte(byte: number): void {
    this.network.learn([this.values.indexOf(byte)], 1);
  }
}
