import { History } from '../context/history';
import { allocate } from '../memory/arena';
import { Counts } from '../net/counts';
import { Network } from '../net/network';
import { stretch } from '../numeric/elementary';
import { FAMILY } from '../spec.generated';
import { Expert } from './expert';

/** A recurrent network's distribution over the next byte, as a probability of each bit given the bits before. */
export class NetworkExpert extends Expert {
  private readonly counts: Counts;
  /** For v = 0 .. 256: how many byte values below v are in the alphabet (u16). It is the symbol of v where v is. */
  private readonly ranks: usize = allocate(257 * 2);
  private readonly symbol: usize = allocate(1);

  constructor(
    private readonly history: History,
    readonly network: Network,
    /** Address of the alphabet: byte v is in it if bit v & 7 of its byte v >> 3 is set. */
    private readonly alphabet: usize,
  ) {
    super();
    this.counts = new Counts(network.shape.symbols);
  }

  get family(): i32 {
    return FAMILY.NETWORK;
  }

  get inputs(): i32 {
    return 2;
  }

  initialise(): bool {
    if (!this.network.initialise()) return false;
    let rank = 0;
    for (let v: usize = 0; v < 256; v++) {
      store<u16>(this.ranks + (v << 1), u16(rank));
      rank += i32(load<u8>(this.alphabet + (v >> 3)) >> u8(v & 7)) & 1;
    }
    store<u16>(this.ranks, u16(rank), 256 << 1);
    this.network.predict();
    return true;
  }

  prepare(): bool {
    if (!this.network.proceed()) return false;
    const p = this.network.probabilities;
    if (p != 0) this.counts.set(p);
    return true;
  }

  predict(x: usize): void {
    const history = this.history;
    const shift = 8 - history.bits;
    const first = (history.partial << shift) & 255;
    const low = this.sum(first);
    const middle = this.sum(first + (1 << (shift - 1)));
    const high = this.sum(first + (1 << shift));
    if (middle == low || high == middle) {
      store<f32>(x, 0);
      store<f32>(x, 0, 4);
      return;
    }
    const p = f32(high - middle) / f32(high - low);
    const bounded = max<f32>(1.0 / 16384, min<f32>(16383.0 / 16384, p));
    store<f32>(x, stretch(bounded));
    store<f32>(x, (p - 0.5) * 4, 4);
  }

  endByte(byte: u32): void {
    store<u8>(this.symbol, u8(this.rank(byte)));
    this.network.learn(this.symbol, 1);
    this.network.predict();
  }

  private rank(v: i32): i32 {
    return i32(load<u16>(this.ranks + ((<usize>v) << 1)));
  }

  /** The sum of the counts of the byte values below v. */
  private sum(v: i32): u32 {
    return this.counts.sum(this.rank(v));
  }
}
