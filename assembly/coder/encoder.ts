import { endingValue, shortestEnding } from './ending';
import { MAX_PROBABILITY_BITS } from './probability';

/**
 * Binary arithmetic encoder. The interval is [low, low + range) with a 64-bit range of at least 2^56, so the interval is
 * divided by a 24-bit probability with an error of at most one part in 2^32. A carry out of low may still change bytes
 * that were shifted out: one byte and a run of 0xFF behind it are held back until it cannot (Schindler 1998; LZMA's range
 * coder does the same). Decoder (decoder.ts) is the mirror image.
 */
export class Encoder {
  private low: u64 = 0;
  private range: u64 = u64.MAX_VALUE;
  /** The byte held back, -1 = none. */
  private held: i32 = -1;
  /** Bytes 0xFF held back behind it. */
  private run: i32 = 0;
  /** Address of the next byte of output; may be beyond `end`. */
  private next: usize;

  /** Writes from `start` on, and nothing at or beyond `end`; see overflowed. */
  constructor(
    private readonly start: usize,
    private readonly end: usize,
  ) {
    this.next = start;
  }

  // [path 6]
  /** Codes one bit; `p1` = P(bit = 1) in units of 2^-MAX_PROBABILITY_BITS, 0 < p1 < 2^MAX_PROBABILITY_BITS. */
  encode(bit: bool, p1: u32): void {
    const bound = (this.range >> MAX_PROBABILITY_BITS) * u64(p1);
    if (bit) {
      this.range = bound;
    } else {
      const low = this.low + bound;
      if (low < bound) this.carry();
      this.low = low;
      this.range -= bound;
    }
    while (this.range < (<u64>1) << 56) {
      this.shift();
      this.range <<= 8;
    }
  }

  /** Bytes written so far, those held back not counted. */
  get length(): i32 {
    return i32(this.next - this.start);
  }

  /** True when the output does not fit. */
  get overflowed(): bool {
    return this.next > this.end;
  }

  /**
   * Ends the code with the fewest bytes that identify a value inside the interval; the decoder reads zeros beyond the end.
   * Bytes that were shifted out before stay, even trailing zeros: the decoder rejects a code shorter than what it has
   * shifted in. Returns the length of the code.
   */
  finish(): i32 {
    const count = shortestEnding(this.low, this.range);
    const value = endingValue(this.low, this.range, count);
    if (value < this.low) this.carry();
    this.low = value;
    for (let i = 0; i < count; i++) this.shift();
    this.release();
    return this.length;
  }

  /** Adds 1 to the bytes held back. */
  private carry(): void {
    this.held++;
    // The run of 0xFF becomes zeros, and the carry goes to the byte before it, which was below 0xFF.
    if (this.run > 0) {
      this.put(u8(this.held));
      for (let i = 1; i < this.run; i++) this.put(0);
      this.held = 0;
      this.run = 0;
    }
  }

  /** Shifts the highest byte out of low. */
  private shift(): void {
    const byte = i32(this.low >> 56);
    if (byte == 0xff) {
      this.run++;
    } else {
      this.release();
      this.held = byte;
    }
    this.low <<= 8;
  }

  /** Writes the bytes held back: no carry can reach them any more. */
  private release(): void {
    if (this.held >= 0) this.put(u8(this.held));
    for (let i = 0; i < this.run; i++) this.put(0xff);
    this.held = -1;
    this.run = 0;
  }

  private put(byte: u8): void {
    if (this.next < this.end) store<u8>(this.next, byte);
    this.next++;
  }
}
