import { allocate } from '../memory/arena';
import { PRIORITY } from './bit-history';
import { GOLDEN } from './hash';

/**
 * A hash table of slots. A slot holds what a context knows about one nibble of the next byte: a bit history for each
 * of the nibble's 15 nodes, and the byte that came last with how often in a row. Three slots share a line of the
 * processor's cache, so finding one costs one access to memory:
 *
 *   0..5    16 bits of each slot's hash, by which it is known
 *   6..62   three slots of 19 bytes: [0] length of the run, [1..15] bit histories, [16] byte of the run, 2 unused
 *   63      the slot used last, which is not forgotten next
 */
const LINE_BITS = 6;
const SLOT_BYTES: usize = 19;
const FIRST: usize = 6;
const NEWEST: usize = 63;

/** The line comes from another product of the hash (GOLDEN), so that the check tells different things of it. */
const CHECK: u32 = 0xc2b2ae35;

/** Where in a slot. */
export const RUN_LENGTH: usize = 0;
export const RUN_BYTE: usize = 16;
const UNUSED: usize = 17;

// @ts-ignore
export class Slots {
  private readonly lines: usize;
  private readonly shift: u32;
  private readonly text: usize;

  /** 2^bits lines of 64 bytes. */
  constructor(bits: i32) {
    this.lines = allocate((<u64>1) << (bits + LINE_BITS));
    this.shift = 32 - bits;
    this.text = (min<usize>(4096, (<usize>64) << bits)) - 1;
  }

  /** Address of the line for `hash`. */
  // @ts-ignore: decorator
  @inline line(hash: u32): usize {
    return this.lines + (<usize>((hash * GOLDEN) >> this.shift) << LINE_BITS);
  }

  /**
   * Asks memory for a line, by a store to a byte that nobody uses: WebAssembly has no prefetch, and a load would hold up
   * whatever comes behind it until memory answers, where a store waits aside (+8 % speed at level 1, +17 % at level 2).
   */
  // @ts-ignore: decorator
  @inline ask(line: usize): void {
    store<u8>(line, 0, FIRST + UNUSED);
  }

  /** Address of a line for `hash` in the same text of memory as `line`. */
  // @ts-ignore: decorator
  @inline sibling(line: usize, hash: u32): usize {
    const offset = line - this.lines;
    return this.lines + ((offset & ~this.text) | ((<usize>(hash * GOLDEN) >> 20) & this.text & ~63));
  }

  /**
   * Address of the slot for `hash` in its line, taken from the least worthy of the two not used last if there is
   * none yet.
   */
  find(line: usize, hash: u32): usize {
    const check = u16((hash * CHECK) >> 16);
    if (load<u16>(line) == check) return this.use(line, 0);
    if (load<u16>(line, 2) == check) return this.use(line, 1);
    if (load<u16>(line, 4) == check) return this.use(line, 2);
    const newest = <usize>load<u8>(line, NEWEST);
    const a: usize = newest == 0 ? 1 : 0;
    const b: usize = newest == 2 ? 1 : 2;
    const k = worth(line, a) <= worth(line, b) ? a : b;
    const slot = this.use(line, k);
    store<u16>(line + (k << 1), check);
    // Two stores that overlap: memory.fill is a call into the engine.
    v128.store(slot, i32x4.splat(0));
    store<u32>(slot, 0, SLOT_BYTES - 4);
    return slot;
  }

  // @ts-ignore: decorator
  @inline private use(line: usize, k: usize): usize {
    store<u8>(line, u8(k), NEWEST);
    return line + FIRST + k * SLOT_BYTES;
  }
}

/** How often slot k of the line was visited, roughly: its first node's history says. */
// @ts-ignore: decorator
@inline function worth(line: usize, k: usize): u8 {
  return load<u8>(PRIORITY + <usize>load<u8>(line + FIRST + k * SLOT_BYTES, 1));
}
