import { ForesayError } from '../errors.js';

/** Largest integer that a varint may hold; see FORMAT.md, "Varints". */
export const VARINT_MAX = Number.MAX_SAFE_INTEGER;

/** A growing buffer to which the fields of a header are appended. */
export class ByteSink {
  private bytes: Uint8Array<ArrayBuffer> = new Uint8Array(64);
  private length = 0;

  /** Appends one byte, 0 to 255. */
  byte(value: number): this {
    this.reserve(1);
    this.bytes[this.length++] = value;
    return this;
  }

  /** Appends bytes as they are. */
  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** Appends an integer from 0 to VARINT_MAX: seven bits a byte, the lowest bits first. Throws ENGINE for others. */
  varint(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new ForesayError('ENGINE', `${value} cannot be written as a varint`);
    // Division, not shifts: shifts have 32 bits, and the value may have 53.
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    return this.byte(rest);
  }

  /** A copy of all bytes appended so far. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + count));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}
