/** NUMERICS.md, section 27: the network as an expert of symbols. */
import { type NetworkWeights, replaceWeights } from '../first-weights.js';
import { f, type Vector } from '../float32.js';
import { Network } from '../network.js';
import type { Shape } from '../shape.js';
import { centredLogs, type SymbolExpert, type Vote } from './sequence.js';

export class SymbolNetwork implements SymbolExpert {
  readonly classes = 1;
  private readonly network: Network;

  /** `length`: of the block and the primed bytes; `file`: the network to begin with. */
  constructor(shape: Shape, length: number, values: Uint8Array, file?: NetworkWeights) {
    this.network = new Network(shape, length);
    if (file) replaceWeights(this.network, values, file);
  }

  predict(): Vote {
    const [p] = this.network.predict() as [Vector];
    const four = Float32Array.from({ length: 4 }, (_, i) => f((p[i] ?? 0) + f(1e-6)));
    return { logs: centredLogs(four), confidence: 0 };
  }

  update(symbol: number): void {
    this.network.learn([symbol], 1);
  }
}
