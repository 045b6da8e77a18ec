import { FRESH, perPiece, spend } from '../work/budget';

/**
 * The beginning of a buffer that is about to be written in columns. Its first column lies in every page of it, which the
 * machine would have to provide at a stretch, 0.1 s for 200 MB; so the pages are asked for row by row before.
 */
export class Prefault {
  private touched: usize = 0;

  constructor(private readonly buffer: usize) {}

  /** Writes zeros to a piece of the first `bytes` bytes, unless that was done before. False while there is more to do. */
  touch(bytes: usize): bool {
    if (this.touched >= bytes) return true;
    const size = min(bytes - this.touched, <usize>perPiece(i64(FRESH)));
    memory.fill(this.buffer + this.touched, 0, size);
    spend(f64(size) * FRESH);
    this.touched += size;
    return this.touched == bytes;
  }
}
