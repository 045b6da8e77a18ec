import { endingValue, shortestEnding } from './ending';
import { MAX_PROBABILITY_BITS } from './probability';

/** Binary arithmetic decoder, the mirror image of Encoder. It stores code - low: a decision needs no more. */
export class Decoder {
  /** The code as a number, minus the encoder's low; always below range. */
  private offset: u64 = 0;
  private range: u64 = u64.MAX_VALUE;
  /** Address of the next byte of the code to shift in; beyond `end` zeros are. */
  private next: usize;

  /** Decodes the bytes from `start` on and before `end`. */
  constructor(
    start: usize,
    private readonly end: usize,
  ) {
    this.next = start;
    for (let i = 0; i < 8; i++) this.shift();
  }

  /** Decodes one bit; `p1` as in Encoder.encode. */
  decode(p1: u32): bool {
    const bound = (this.range >> MAX_PROBABILITY_BITS) * u64(p1);
    const bit = this.offset < bound;
    if (bit) {
      this.range = bound;
    } else {
      this.offset -= bound;
      this.range -= bound;
    }
    while (this.range < (<u64>1) << 56) {
      this.shift();
      this.range <<= 8;
    }
    return bit;
  }

  /** True once more than the eight bytes of look-ahead lie beyond the code's end: an encoder never writes such a code. */
  get overrun(): bool {
    return this.next > this.end + 8;
  }

  /**
   * After the last decision: whether the code is the one that Encoder.finish writes, of the same length, with the same
   * last bytes. Other codes decode to the same decisions; they are rejected, since they could hide bytes.
   */
  get exact(): bool {
    // Bytes of the code among the eight that were shifted in last.
    const kept = i64(this.end) - i64(this.next) + 8;
    if (kept < 0 || kept > 8) return false;
    let code: u64 = 0;
    for (let i: usize = 0; i < 8; i++) {
      const at = this.next - 8 + i;
      code = (code << 8) | (at < this.end ? u64(load<u8>(at)) : 0);
    }
    const low = code - this.offset;
    const ending = shortestEnding(low, this.range);
    return i64(ending) == kept && code == endingValue(low, this.range, ending);
  }

  private shift(): void {
    const byte: u64 = this.next < this.end ? u64(load<u8>(this.next)) : 0;
    this.next++;
    this.offset = (this.offset << 8) | byte;
  }
}
