import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { FAMILY, MAX } from '../spec.generated';
import { SymbolExpert, storeLogs } from './symbol-expert';

/** Added to the probabilities of the network, so that none is 0. */
const LEAST: f32 = 1e-6;

/** The recurrent network as one expert. The block lets the network do its work between two symbols. */
export class SymbolNetwork extends SymbolExpert {
  private readonly symbol: usize = allocate(1);

  constructor(private readonly network: Network) {
    super(1, FAMILY.NETWORK);
  }

  predict(logs: usize): i32 {
    const from = this.network.probabilities;
    const symbols = this.network.shape.symbols;
    for (let i: usize = 0; i < <usize>MAX.SYMBOLS; i++) {
      const p = i < <usize>symbols ? load<f32>(from + (i << 2)) : <f32>0;
      store<f32>(logs + (i << 2), p + LEAST);
    }
    storeLogs(logs, v128.load(logs));
    return 0;
  }

  update(symbol: u32): void {
    store<u8>(this.symbol, u8(symbol));
    this.network.learn(this.symbol, 1);
    this.network.predict();
  }
}
