import { ForesayError } from '../errors.js';
import { VARINT_MAX } from './byte-sink.js';

/**
 * Reads the fields of a header. Throws TRUNCATED at the end of the bytes; an incremental reader then tries again with
 * more bytes. Throws CORRUPT for bytes that no writer produces.
 */
export class ByteSource {
  /** Offset of the next byte. */
  position = 0;

  /** After TRUNCATED: how many more bytes are needed at least. */
  missing = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Bytes not read yet. */
  get remaining(): number {
    return this.bytes.length - this.position;
  }

  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) throw this.truncated(1);
    this.position++;
    return value;
  }

  /** The next `count` bytes as a view. */
  raw(count: number): Uint8Array {
    this.need(count);
    const start = this.position;
    this.position += count;
    return this.bytes.subarray(start, this.position);
  }

  /**
   * Throws TRUNCATED unless at least `count` bytes remain. Called before a long field is read, so that a header that
   * arrives byte by byte is not parsed again for each byte.
   */
  need(count: number): void {
    if (count > this.remaining) throw this.truncated(count - this.remaining);
  }

  /** An integer from 0 to `max`; `what` names it in error messages. Throws CORRUPT for all but its shortest encoding. */
  varint(what: string, max: number = VARINT_MAX): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > max) throw new ForesayError('CORRUPT', `${what} is out of range`);
      if (byte < 0x80) {
        if (byte === 0 && scale > 1)
          throw new ForesayError('CORRUPT', `${what} is not encoded in its shortest form`);
        return value;
      }
      scale *= 0x80;
      // Only a varint with trailing zero digits reaches this line: no value below 2^53 has a ninth byte.
      if (scale > VARINT_MAX) throw new ForesayError('CORRUPT', `${what} is out of range`);
    }
  }

  /** The bytes from offset `from` up to `position`, as a view. */
  since(from: number): Uint8Array {
    return this.bytes.subarray(from, this.position);
  }

  private truncated(missing: number): ForesayError {
    this.missing = missing;
    return new ForesayError('TRUNCATED');
  }
}
