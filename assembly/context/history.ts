import { allocate } from '../memory/arena';

/** Zero bytes in front of the first, which contexts may read. */
const MARGIN = 64;

/**
 * The bytes so far, the dictionary's first, in one piece of memory; and the bits so far of the byte that is being coded.
 * Predictors read nothing else.
 */
export class History {
  /** Address of the first byte: of the dictionary, with the block behind it. */
  readonly start: usize;
  /** Address of the byte that is being coded. */
  at: usize = 0;
  /** The bits so far of that byte, behind a leading 1: 1 .. 255. */
  partial: i32 = 1;
  /** How many bits those are: 0 .. 7; 8 between push and endByte. */
  bits: i32 = 0;
  /** The last four bytes, the newest lowest; and the four before them. */
  last4: u32 = 0;
  last8: u32 = 0;
  /** Bytes so far. */
  count: i32 = 0;

  /** Lays out room for so many bytes. */
  constructor(bytes: u64) {
    this.start = allocate(MARGIN + bytes + 1) + MARGIN;
  }

  initialise(): void {
    this.at = this.start;
  }

  /** The n-th last byte, 1 = the newest. n is at most 64 more than there are bytes. */
  // @ts-ignore: decorator
  @inline back(n: i32): u32 {
    return load<u8>(this.at - <usize>n);
  }

  /** The byte at an address; 0 where the history has none. */
  // @ts-ignore: decorator
  @inline byteAt(address: usize): u32 {
    return address >= this.start && address < this.at ? u32(load<u8>(address)) : 0;
  }

  /** Takes the next bit; true when it ends the byte, and endByte is to follow. */
  // @ts-ignore: decorator
  @inline push(bit: i32): bool {
    this.partial = (this.partial << 1) | bit;
    this.bits++;
    return this.bits == 8;
  }

  /** Takes the byte that push completed, and returns it. */
  endByte(): u32 {
    const byte = u32(this.partial & 255);
    this.take(byte);
    return byte;
  }

  /** Takes a byte as a whole. */
  take(byte: u32): void {
    store<u8>(this.at, u8(byte));
    this.at++;
    this.count++;
    this.last8 = (this.last8 << 8) | (this.last4 >> 24);
    this.last4 = (this.last4 << 8) | byte;
    this.partial = 1;
    this.bits = 0;
  }
}
