import { allocate } from '../memory/arena';

/** Symbols that a window holds. */
export const WINDOW = 32;

/** The symbol that pairs with `symbol` on the other strand: in the order of letters A with T, C with G. */
export function complement(symbol: u32): u32 {
  return 3 - symbol;
}

/** The symbols so far, 0 to 3, a byte each; and the last 32 of them in one word, as they are and as the other strand has them. */
export class Sequence {
  /** Address of the first symbol. */
  readonly start: usize;
  count: i32 = 0;
  /** The last 32 symbols, two bits each, the newest lowest. */
  forward: u64 = 0;
  /** The complements of the last 32 symbols, the newest highest: the last k of them, read along the other strand, are `backward >> (64 - 2k)`. */
  backward: u64 = 0;

  /** Lays out room for so many symbols. */
  constructor(symbols: u64) {
    this.start = allocate(symbols + 1);
  }

  /** The symbol at an index. */
  // @ts-ignore: decorator
  @inline at(index: i32): u32 {
    return load<u8>(this.start + <usize>index);
  }

  /** `backward` as it will be behind the symbol. */
  // @ts-ignore: decorator
  @inline backwardWith(symbol: u32): u64 {
    return (this.backward >> 2) | (u64(complement(symbol)) << 62);
  }

  /** Takes the next symbol. */
  append(symbol: u32): void {
    store<u8>(this.start + <usize>this.count, u8(symbol));
    this.count++;
    this.forward = (this.forward << 2) | u64(symbol);
    this.backward = this.backwardWith(symbol);
  }
}
