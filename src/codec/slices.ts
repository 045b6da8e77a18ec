/** How much work the codec does in one call. Models differ a thousandfold in speed; the time of a slice should not. */

/**
 * Aim for the duration of a slice, milliseconds: long enough that its overhead does not show. Work may become three
 * times slower within a block; even then a slice blocks the event loop for less than 50 ms.
 */
export const SLICE_MS = 12;

/** Units of work (Codec.advance) of the first slice: 1 ms, or 10 ms on a slow machine. */
const FIRST = 2 ** 20;

/** Most units of a slice: some milliseconds of the fastest work. The slowest work may take ten times as long. */
const MOST = 2 ** 28;

/**
 * Limits of growth from one slice to the next. Short slices may grow fast. Long ones grow slowly, because the next work
 * may be slower than the work that was measured.
 */
const FAST_GROWTH = 4;
const SLOW_GROWTH = 1.2;

/** Computes the size of each slice from the duration of the last one. */
export class Slices {
  #units = FIRST;
  #started = 0;

  /** Starts the clock and returns the units of work to do. lap() must follow. */
  next(): number {
    this.#started = performance.now();
    return this.#units;
  }

  /** Stops the clock. `done`: units that the slice did. They may differ a little from the units that next() gave. */
  lap(done: number): void {
    const elapsed = Math.max(performance.now() - this.#started, SLICE_MS / 1e6);
    const wanted = Math.floor((done * SLICE_MS) / elapsed);
    const growth = elapsed < SLICE_MS / FAST_GROWTH ? FAST_GROWTH : SLOW_GROWTH;
    this.#units = Math.max(1, Math.min(wanted, this.#units * growth, MOST));
  }
}
