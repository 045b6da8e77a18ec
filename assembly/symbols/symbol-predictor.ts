import { Network } from '../net/network';
import { SymbolSpec } from '../spec.generated';
import { Sequence } from './sequence';
import { SymbolExperts } from './symbol-experts';
import { SymbolMixer } from './symbol-mixer';
import { SymbolNetwork } from './symbol-network';

/** Multiply-adds that an expert's prediction and update are worth, about: mostly cache misses. */
const EXPERT = 400;

/** Predicts a sequence symbol by symbol: experts, and the mixer of their distributions. */
export class SymbolPredictor {
  readonly sequence: Sequence;
  readonly experts!: SymbolExperts;
  readonly mixer!: SymbolMixer;
  private set: bool = false;

  /** `network`: one that predicts besides. `symbols`: how many there will be. */
  constructor(spec: SymbolSpec, network: Network | null, symbols: i32) {
    this.sequence = new Sequence(symbols);
    this.experts = new SymbolExperts(spec, this.sequence, symbols);
    const experts = this.experts.experts;
    if (network) experts.push(new SymbolNetwork(network));
    const confidences: i32[] = [];
    for (let i = 0; i < experts.length; i++) confidences.push(experts[i].confidences);
    this.mixer = new SymbolMixer(confidences, spec.hidden);
  }

  /** Sets a piece of the tables and weights. False while there is more to do. */
  initialise(): bool {
    if (!this.set) this.mixer.initialise();
    this.set = true;
    return this.experts.initialise();
  }

  /** Units of work of a symbol (work/budget.ts). */
  get units(): f64 {
    return this.mixer.work + f64(this.experts.experts.length * EXPERT);
  }

  /** Address of the probabilities of the next symbol, a vector. */
  predict(): usize {
    const experts = this.experts.experts;
    const mixer = this.mixer;
    for (let i = 0, n = experts.length; i < n; i++) {
      const confidence = unchecked(experts[i]).predict(mixer.logs + ((<usize>i) << 4));
      mixer.choose(i, confidence);
    }
    let longest = 0;
    let expected = 0;
    const repeats = this.experts.repeats;
    for (let i = 0, n = repeats.length; i < n; i++) {
      const repeat = unchecked(repeats[i]);
      if (repeat.expected < 0 || repeat.length < longest) continue;
      longest = repeat.length;
      expected = repeat.expected;
    }
    mixer.predict(repeatClass(longest) * 4 + expected, i32(this.sequence.forward & 15));
    return mixer.probabilities;
  }

  /** Learns the symbol that was predicted. */
  update(symbol: u32): void {
    this.mixer.update(symbol, this.sequence.count);
    this.experts.update(symbol);
  }
}

/** Class of the length of the longest repeat, 0 .. 7. */
function repeatClass(length: i32): i32 {
  if (length < 16) return i32(length > 0);
  if (length < 64) return length < 24 ? 2 : length < 32 ? 3 : 4;
  return length < 256 ? 5 : length < 1024 ? 6 : 7;
}
