import { allocate } from '../memory/arena';

/** Bytes before the first that contexts may look at: zeros. */
const MARGIN = 64;

/**
 * What came so far: the bytes, in one piece of memory with the dictionary in front, and the bits of the byte that is
 * being coded. Contexts look back from here and see nothing else.
 */
export class History {
  /** Address of the first byte of the dictionary, and behind it of the block. */
  readonly start: usize;
  /** Address of the byte that is being coded. */
  at: usize = 0;
  /** The bits of that byte so far behind a leading 1: 1 .. 255. */
  partial: i32 = 1;
  /** How many those are: 0 .. 7. */
  bits: i32 = 0;
  /** The last four bytes, the newest lowest; and the four before them. */
  last4: u32 = 0;
  last8: u32 = 0;
  /** Bytes so far. */
  count: i32 = 0;

  /** Lays out room for `bytes` bytes. */
  constructor(bytes: u64) {
    this.start = allocate(MARGIN + bytes + 1) + MARGIN;
  }

  initialise(): void {
    this.at = this.start;
  }

  /** The byte `n` places back, 1 = the newest. */
  // @ts-ignore: decorator
  @inline back(n: i32): u32 {
    return load<u8>(this.at - <usize>n);
  }

  /** The byte at an address that something pointed to; 0 where nothing has come yet. */
  // @ts-ignore: decorator
  @inline byteAt(address: usize): u32 {
    return address >= this.start && address < this.at ? u32(load<u8>(address)) : 0;
  }

  /** Takes the next bit; true when it ends a byte. */
  // @ts-ignore: decorator
  @inline push(bit: i32): bool {
    this.partial = (this.partial << 1) | bit;
    this.bits++;
    return this.bits == 8;
  }

  /** Ends the byte that push completed. */
  endByte(): u32 {
    const byte = u32(this.partial & 255);
    this.take(byte);
    return byte;
  }

  /** Takes a whole byte; it is stored at its place. */
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
