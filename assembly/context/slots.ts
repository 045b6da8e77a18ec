import { allocate } from '../memory/arena';
import { PRIORITY } from './bit-history';
import { GOLDEN } from './hash';

/**
 * A hash table of slots. A slot has what followed in one context for one nibble of the next byte: a bit history for each of
 * the nibble's 15 nodes, and a run, the last byte and how often it came in a row. Three slots share a line of the
 * processor's cache, so finding one costs one access to memory:
 *
 *   0..5    16 bits of each slot's hash, by which it is found
 *   6..62   three slots of 19 bytes: [0] length of the run, [1..15] bit histories, [16] byte of the run, 2 unused
 *   63      the slot used last, which is not replaced next
 */
const LINE_BITS = 6;
const SLOT_BYTES: usize = 19;
const FIRST: usize = 6;
const NEWEST: usize = 63;

/** The index of the line is another product of the hash (GOLDEN), so that the check has other bits of it. */
const CHECK: u32 = 0xc2b2ae35;

/** Offsets in a slot. */
export const RUN_LENGTH: usize = 0;
export const RUN_BYTE: usize = 16;
const UNUSED: usize = 17;

export class Slots {
  private readonly lines: usize;
  private readonly shift: u32;
  /** The bits of an address within a page of the processor's, of 4096 bytes. */
  private readonly pageMask: usize;

  /** 2^bits lines of 64 bytes. */
  constructor(bits: i32) {
    this.lines = allocate((<u64>1) << (bits + LINE_BITS));
    this.shift = 32 - bits;
    this.pageMask = (min<usize>(4096, (<usize>64) << bits)) - 1;
  }

  /** Address of the line for `hash`. */
  // @ts-ignore: decorator
  @inline line(hash: u32): usize {
    return this.lines + (<usize>((hash * GOLDEN) >> this.shift) << LINE_BITS);
  }

  /**
   * Prefetches a line by a store to an unused byte. WebAssembly has no prefetch. A load would delay the instructions behind
   * it until its data is there; a store waits in the store buffer (+8 % speed at level 1, +17 % at level 2).
   */
  // @ts-ignore: decorator
  @inline prefetch(line: usize): void {
    store<u8>(line, 0, FIRST + UNUSED);
  }

  /** Address of a line for `hash` in the same page as `line`. */
  // @ts-ignore: decorator
  @inline sibling(line: usize, hash: u32): usize {
    const offset = line - this.lines;
    return this.lines + ((offset & ~this.pageMask) | ((<usize>(hash * GOLDEN) >> 20) & this.pageMask & ~63));
  }

  /**
   * Address of the slot for `hash` in its line. If there is none yet, it replaces the one of the two not used last that
   * stands for fewer bits.
   */
  find(line: usize, hash: u32): usize {
    const check = u16((hash * CHECK) >> 16);
    if (load<u16>(line) == check) return this.use(line, 0);
    if (load<u16>(line, 2) == check) return this.use(line, 1);
    if (load<u16>(line, 4) == check) return this.use(line, 2);
    const newest = <usize>load<u8>(line, NEWEST);
    const a: usize = newest == 0 ? 1 : 0;
    const b: usize = newest == 2 ? 1 : 2;
    const k = priority(line, a) <= priority(line, b) ? a : b;
    const slot = this.use(line, k);
    store<u16>(line + (k << 1), check);
    // Two stores that overlap: memory.fill would be a call into the engine.
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

/** The bits that the bit history at the first node of slot k stands for: roughly how often the slot was used. */
// @ts-ignore: decorator
@inline function priority(line: usize, k: usize): u8 {
  return load<u8>(PRIORITY + <usize>load<u8>(line + FIRST + k * SLOT_BYTES, 1));
}
