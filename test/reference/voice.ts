/** NUMERICS.md, section 19: what the network says of a bit. */
import { stretch } from './adaptive.js';
import { f } from './float32.js';
import { Network } from './network.js';
import type { Shape } from './shape.js';
import type { Trail } from './trail.js';

export class Voice {
  private readonly network: Network;
  /** By byte value; 0 for those that do not occur. */
  private readonly counts = new Array<number>(256).fill(0);

  constructor(
    private readonly trail: Trail,
    private readonly values: Uint8Array,
    shape: Shape,
    length: number,
  ) {
    this.network = new Network(shape, length);
  }

  beginByte(): void {
    this.network.predict()[0]?.forEach((p, symbol) => {
      this.counts[this.values[symbol] as number] = Math.floor(f(p * 2 ** 22)) + 1;
    });
  }

  /** Two inputs. */
  predict(): [number, number] {
    const half = 2 ** (7 - this.trail.bits);
    const first = 2 * half * this.trail.partial - 256;
    const sum = (from: number) => this.counts.slice(from, from + half).reduce((a, b) => a + b, 0);
    const [zero, one] = [sum(first), sum(first + half)];
    if (zero === 0 || one === 0) return [0, 0];
    const p = f(one / (zero + one));
    const bounded = Math.max(1 / 16384, Math.min(16383 / 16384, p));
    return [stretch(bounded), f(f(p - 0.5) * 4)];
  }

  learn(byte: number): void {
    this.network.learn([this.values.indexOf(byte)], 1);
  }
}
