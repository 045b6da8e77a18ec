import { FRESH, perPiece, spend } from '../work/budget';

/**
 * Zeroes a buffer once, in pieces, before it is written column by column. The first column lies in every page of the
 * buffer, so without this its first write would fault in all of them in one call: 0.1 s for 200 MB.
 */
export class Prefault {
  private touched: usize = 0;

  constructor(private readonly buffer: usize) {}

  /** Zeroes a piece of the first `bytes` bytes, unless earlier calls did. False while there is more to do. */
  touch(bytes: usize): bool {
    if (this.touched >= bytes) return true;
    const size = min(bytes - this.touched, <usize>perPiece(i64(FRESH)));
    memory.fill(this.buffer + this.touched, 0, size);
    spend(f64(size) * FRESH);
    this.touched += size;
    return this.touched == bytes;
  }
}
