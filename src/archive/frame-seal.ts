/** What ties a frame together; FORMAT.md, "End of a frame". The writer and the reader feed it the same bytes. */
import { Checksum, checksumBytes } from './checksum.js';

export class FrameSeal {
  private readonly sum = new Checksum();

  constructor(frameHeader: Uint8Array) {
    this.sum.update(frameHeader);
  }

  /** Takes in a block by its two checksums, in the order of the blocks. */
  block(contentChecksum: bigint, check: Uint8Array): void {
    const both = new Uint8Array(12);
    both.set(checksumBytes(contentChecksum));
    both.set(check, 8);
    this.sum.update(both);
  }

  /** The check that ends the frame. */
  close(): Uint8Array<ArrayBuffer> {
    return this.sum.check();
  }
}
