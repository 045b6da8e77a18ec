import { History } from '../context/history';
import { allocate } from '../memory/arena';
import { Counts } from '../net/counts';
import { Network } from '../net/network';
import { stretch } from '../numeric/elementary';
import { Expert } from './expert';

/**
 * The network network's expert: its distribution over the next byte, as a probability for each bit given the bits
 * before.
 */
export class NetworkExpert extends Expert {
  private readonly counts: Counts;
  /** How many of the byte values below v the network knows, v = 0 .. 256 (u16): the symbol of one that it knows. */
  private readonly ranks: usize = allocate(257 * 2);
  private readonly symbol: usize = allocate(1);

  constructor(
    private readonly history: History,
    readonly network: Network,
  ) {
    super();
    this.counts = new Counts(network.shape.symbols);
  }

  get inputs(): i32 {
    return 2;
  }

  /** Units of work that a byte takes (work/budget.ts). */
  get units(): f64 {
    return this.network.units;
  }

  /** Sets the initial weights: a piece of them. False while there is more to do. */
  initialiseNetwork(): bool {
    if (!this.network.initialise()) return false;
    this.network.predict();
    return true;
  }

  /** Learns and predicts: a piece of it. False while there is more to do; then beginByte may follow. */
  proceed(): bool {
    return this.network.proceed();
  }

  /** Numbers a byte value that the network knows; call in order of the values. */
  name(byte: i32, symbol: i32): void {
    for (let v = byte + 1; v <= 256; v++) {
      store<u16>(this.ranks + ((<usize>v) << 1), u16(symbol + 1));
    }
  }

  /** A helper thread's share of the work. */
  assist(): void {
    this.network.assist();
  }

  beginByte(): bool {
    const p = this.network.probabilities;
    if (p == 0) return false;
    this.counts.set(p);
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
