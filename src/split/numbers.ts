/** Integers in a stream of a splitter: varints, as in headers. */
import { VARINT_MAX } from '../bytes/byte-sink.js';
import { grown } from '../bytes/grown.js';
import { newBytes } from '../bytes/new-bytes.js';

/** Receives where the bytes of a stream went: `count` bytes from `from` on, for the byte `at` of the whole. */
export type Note = (stream: number, from: number, count: number, at: number) => void;

/** A growing stream. */
export class NumberWriter {
  private bytes: Uint8Array<ArrayBuffer> = newBytes(64);
  length = 0;

  /** Appends one byte. */
  byte(value: number): this {
    if (this.length === this.bytes.length)
      this.bytes = grown(this.bytes, this.length + 1, 2 * this.length);
    this.bytes[this.length++] = value;
    return this;
  }

  /** Appends an integer from 0 to VARINT_MAX. */
  varint(value: number): this {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    return this.byte(rest);
  }

  /** A copy of the stream. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }
}

/** Reads a stream that may be hostile: nothing is thrown, but `broken` is set. */
export class NumberReader {
  position = 0;
  broken = false;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.position === this.bytes.length;
  }

  /** The next byte; 0 at the end. */
  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) {
      this.broken = true;
      return 0;
    }
    this.position++;
    return value;
  }

  /** The next integer; 0 where there is none. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > VARINT_MAX) this.broken = true;
      if (this.broken) return 0;
      if (byte < 0x80) return value;
      if (scale > VARINT_MAX) this.broken = true;
    }
  }

  /** The bytes up to the next line feed, which is left out, or to the end. */
  line(): Uint8Array {
    const end = this.bytes.indexOf(10, this.position);
    const line = this.bytes.subarray(this.position, end < 0 ? this.bytes.length : end);
    this.position = end < 0 ? this.bytes.length : end + 1;
    return line;
  }
}
