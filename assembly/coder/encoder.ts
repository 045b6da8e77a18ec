import { endingValue, shortestEnding } from './ending';
import { MAX_PROBABILITY_BITS } from './probability';

/**
 * Binary arithmetic encoder. The interval is [low, low + range) with a 64-bit range kept at or above 2^56, so a
 * 24-bit probability is honoured to one part in 2^32. A carry out of low is resolved before a byte leaves: one byte
 * and a run of 0xFF are held back until it is known (Schindler 1998; the way of LZMA's range coder).
 * Decoder (decoder.ts) is the mirror image.
 */
export class Encoder {
  private low: u64 = 0;
  private range: u64 = u64.MAX_VALUE;
  /** Byte held back, or -1 before the first. */
  private held: i32 = -1;
  /** 0xFF bytes that follow the held one. */
  private run: i32 = 0;
  private next: usize;

  /** Writes to `start` and never at or beyond `end`; see overflowed. */
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

  /** Bytes written so far; held-back bytes not counted. */
  get length(): i32 {
    return i32(this.next - this.start);
  }

  /** True when the output did not fit. */
  get overflowed(): bool {
    return this.next > this.end;
  }

  /**
   * Ends the code with as few bytes as name a value inside the interval; the decoder reads zeros past the end. Every
   * byte shifted out stays, zeros too: the decoder has shifted in as many, and takes a shorter code for a cut one.
   * Returns the length of the code.
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

  private carry(): void {
    this.held++;
    // A carry turns the run of 0xFF into zeros; the held byte itself takes it (it was below 0xFF).
    if (this.run > 0) {
      this.put(u8(this.held));
      for (let i = 1; i < this.run; i++) this.put(0);
      this.held = 0;
      this.run = 0;
    }
  }

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

  /** Writes what is held back: no carry can reach it any more. */
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
