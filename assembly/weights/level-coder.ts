import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { counter, updateCounter } from '../context/counter';

/**
 * Codes decisions and integers with adaptive probabilities, in either direction: with an encoder it writes what it is
 * given, with a decoder it returns what it reads. A decision has two counters, chosen by different contexts; its
 * probability is the mean of the two.
 */

/** Update counts at which the rates of the two counters of a decision stop falling: one adapts fast, one is precise. */
const FAST_LIMIT: u32 = 30;
const SLOW_LIMIT: u32 = 400;

/** Counters of an integer: the flags of its length, then for each length the two bits below the highest one. */
const LENGTHS = 16;
const NODES = 3;
export const INTEGER: i32 = LENGTHS + LENGTHS * NODES;

/** Probability of a bit that has no counter. */
const EVEN: u32 = 1 << 23;

/** Sets counters to 1/2. */
export function clearCounters(counters: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<u32>(counters + ((<usize>i) << 2), counter(1 << 15, 0));
}

export class LevelCoder {
  private readonly encoder: Encoder | null;
  private readonly decoder: Decoder | null;

  /** The code is from `start` on, before `end`. */
  constructor(decodes: bool, start: usize, end: usize) {
    this.encoder = decodes ? null : new Encoder(start, end);
    this.decoder = decodes ? new Decoder(start, end) : null;
  }

  /** Codes a decision with the counters at two addresses, which differ. */
  bit(bit: bool, first: usize, second: usize): bool {
    const fast = load<u32>(first);
    const slow = load<u32>(second);
    // The mean of two probabilities of 22 bits, in units of 2^-24, never 0.
    const p1 = (((fast >> 10) + (slow >> 10)) << 1) | 1;
    bit = this.code(bit, p1);
    store<u32>(first, updateCounter(fast, i32(bit), FAST_LIMIT));
    store<u32>(second, updateCounter(slow, i32(bit), SLOW_LIMIT));
    return bit;
  }

  /**
   * Codes an integer from 1 to 2^bits - 1: its length as flags, then the bits below the highest one. `first`, `second`:
   * the addresses of INTEGER counters each.
   */
  integer(value: i32, bits: i32, first: usize, second: usize): i32 {
    const given = 31 - clz(value | 1);
    let length = 0;
    while (length < bits - 1 && this.flag(given > length, first, second, length)) length++;
    let result = 1;
    for (let at = length - 1; at >= 0; at--) {
      const bit = ((value >> at) & 1) != 0;
      const depth = length - 1 - at;
      // The bit below the highest one, then the one below that by the value of the first.
      const node = LENGTHS + NODES * length + (depth == 0 ? 0 : 1 + (result & 1));
      const found = depth < 2 ? this.flag(bit, first, second, node) : this.code(bit, EVEN);
      result = (result << 1) | i32(found);
    }
    return result;
  }

  private flag(bit: bool, first: usize, second: usize, index: i32): bool {
    const at = (<usize>index) << 2;
    return this.bit(bit, first + at, second + at);
  }

  private code(bit: bool, p1: u32): bool {
    if (this.decoder) return this.decoder!.decode(p1);
    this.encoder!.encode(bit, p1);
    return bit;
  }

  /** Whether the code has ended too early, or does not fit. */
  get failed(): bool {
    return this.decoder ? this.decoder!.overrun : this.encoder!.overflowed;
  }

  /** Ends the code. Returns its length; when decoding 0, or -1 if it is not the code that an encoder writes. */
  finish(): i32 {
    if (this.decoder) return this.decoder!.exact ? 0 : -1;
    return this.encoder!.finish();
  }
}
