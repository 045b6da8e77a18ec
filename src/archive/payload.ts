import { grown } from '../bytes/grown.js';

const EMPTY = new Uint8Array(0);

/**
 * The payload of a block while it arrives. It takes memory as bytes come, not on the word of a header: after the first
 * mebibyte a hostile length costs address space, but no memory that was not really sent.
 */
export class Payload {
  private bytes: Uint8Array<ArrayBuffer> | undefined;
  private filled = 0;

  constructor(readonly length: number) {}

  /** Copies in the next bytes, no more than are missing. */
  append(piece: Uint8Array): void {
    const needed = this.filled + piece.length;
    if (!this.bytes || needed > this.bytes.length)
      this.bytes = grown(this.bytes ?? EMPTY, needed, this.length);
    this.bytes.set(piece, this.filled);
    this.filled = needed;
  }

  /** The bytes, once none is missing; a buffer of their own. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes ?? new Uint8Array(0);
  }
}
