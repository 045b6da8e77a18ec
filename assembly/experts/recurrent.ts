import { Trail } from '../context/trail';
import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { stretch } from '../numeric/elementary';
import { Voice } from './voice';

/** Probabilities become counts of 2^-22, plus one so that no symbol is impossible. */
const SCALE: f32 = 4194304;

/**
 * The recurrent network's voice: its distribution over the next byte, as a probability for each bit given the bits
 * before.
 */
export class Recurrent extends Voice {
  /** Sums of the counts of the bytes below v, v = 0 .. 256. */
  private readonly below: usize = allocate(257 * 4);
  private readonly symbolOf: usize = allocate(256);
  private readonly symbol: usize = allocate(1);
  /** 1 for each byte value that the network knows. */
  private readonly known: usize = allocate(256);

  constructor(
    private readonly trail: Trail,
    private readonly network: Network,
  ) {
    super();
  }

  get inputs(): i32 {
    return 2;
  }

  initialise(): void {
    this.network.initialise();
  }

  /** Numbers a byte value that the network knows; call in order of the values. */
  name(byte: i32, symbol: i32): void {
    store<u8>(this.symbolOf + byte, u8(symbol));
    store<u8>(this.known + byte, 1);
  }

  /** A companion's share of the work. */
  assist(): void {
    this.network.assist();
  }

  beginByte(): bool {
    const p = this.network.predict();
    if (p == 0) return false;
    let sum: u32 = 0;
    let symbol = p;
    for (let byte: usize = 0; byte < 256; byte++) {
      store<u32>(this.below + (byte << 2), sum);
      if (load<u8>(this.known + byte) == 0) continue;
      sum += u32(load<f32>(symbol) * SCALE) + 1;
      symbol += 4;
    }
    store<u32>(this.below + 1024, sum);
    return true;
  }

  /** P(next bit = 1) in units of 2^-24: from the counts, the same whatever the tree. */
  predict(x: usize): void {
    const trail = this.trail;
    const shift = 8 - trail.bits;
    const first = (trail.partial << shift) & 255;
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
    store<u8>(this.symbol, load<u8>(this.symbolOf + byte));
    this.network.learn(this.symbol, 1);
  }

  private sum(v: i32): u32 {
    return load<u32>(this.below + ((<usize>v) << 2));
  }
}
