/**
 * An arithmetic coder with carries, for symbols of any number of alternatives. All state is whole numbers below 2^53, which
 * doubles hold exactly. Encoder and decoder are mirror images without a model.
 *
 * An alternative is a piece of a scale: `size` of `total` units, behind `start` units of the alternatives before it.
 */

/** The interval's size stays from BOTTOM to TOP. */
const TOP = 2 ** 48;
const BOTTOM = 2 ** 40;

/** Largest `total`: an alternative then costs at most 2^-12 of its probability more than it should. */
export const MAX_TOTAL = 2 ** 28 + 256;

/** A coder between two alternatives, as numbers that JSON carries exactly. The bytes are kept apart. */
export type CoderState = readonly number[];

export class RangeEncoder {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #low = 0;
  #range = TOP;
  /** The last byte that a carry may still change; none at first. */
  #held = -1;
  /** Bytes 255 behind it, through which a carry would run. */
  #full = 0;

  /** @param total 1 to MAX_TOTAL. `size` is positive, and start + size at most `total`. */
  encode(start: number, size: number, total: number): void {
    const unit = Math.floor(this.#range / total);
    this.#low += unit * start;
    this.#range = unit * size;
    while (this.#range < BOTTOM) {
      this.#range *= 256;
      this.#shift();
    }
  }

  /** What restores the encoder: its state, and the bytes so far. */
  save(): { readonly state: CoderState; readonly bytes: Uint8Array } {
    const state = [this.#low, this.#range, this.#held, this.#full];
    return { state, bytes: this.#bytes.slice(0, this.#length) };
  }

  static restore(state: CoderState, bytes: Uint8Array): RangeEncoder {
    const encoder = new RangeEncoder();
    const [low, range, held, full] = state as [number, number, number, number];
    encoder.#low = low;
    encoder.#range = range;
    encoder.#held = held;
    encoder.#full = full;
    for (const byte of bytes) encoder.#write(byte);
    return encoder;
  }

  /** @returns All bytes. The decoder reads zeros behind them. Nothing may be encoded afterwards. */
  finish(): Uint8Array {
    // The interval holds a multiple of BOTTOM: one byte, and then zeros only.
    this.#low = Math.ceil(this.#low / BOTTOM) * BOTTOM;
    this.#shift();
    this.#shift();
    while (this.#length > 0 && this.#bytes[this.#length - 1] === 0) this.#length--;
    return this.#bytes.subarray(0, this.#length);
  }

  #shift(): void {
    const top = Math.floor(this.#low / BOTTOM);
    if (top === 255) this.#full++;
    else {
      const carry = top >> 8;
      if (this.#held >= 0) this.#write(this.#held + carry);
      for (; this.#full > 0; this.#full--) this.#write(255 + carry);
      this.#held = top & 255;
    }
    this.#low = (this.#low - top * BOTTOM) * 256;
  }

  #write(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = byte;
  }
}

export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #code = 0;
  #range = TOP;
  #unit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 6; i++) this.#code = this.#code * 256 + this.#next();
  }

  /** What restores the decoder, with the bytes that it was made of. Not between target() and consume(). */
  save(): CoderState {
    return [this.#at, this.#code, this.#range];
  }

  static restore(state: CoderState, bytes: Uint8Array): RangeDecoder {
    const decoder = new RangeDecoder(bytes);
    const [at, code, range] = state as [number, number, number];
    decoder.#at = at;
    decoder.#code = code;
    decoder.#range = range;
    return decoder;
  }

  /** @returns The unit of the scale that the next alternative holds: at least its start, below its end. */
  target(total: number): number {
    this.#unit = Math.floor(this.#range / total);
    return Math.min(total - 1, Math.floor(this.#code / this.#unit));
  }

  /** Takes the alternative off; the scale is that of the last target(). */
  consume(start: number, size: number): void {
    this.#code -= this.#unit * start;
    this.#range = this.#unit * size;
    while (this.#range < BOTTOM) {
      this.#range *= 256;
      this.#code = this.#code * 256 + this.#next();
    }
  }

  #next(): number {
    return this.#bytes[this.#at++] ?? 0;
  }
}
