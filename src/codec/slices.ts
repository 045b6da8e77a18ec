/** How much to do at a stretch: models differ a thousandfold in speed, a slice should last about the same. */

/**
 * Milliseconds a slice is aimed at: long enough for its overhead not to show. Work may be three times as slow as the
 * work before; a slice still keeps the event loop for less than 50 ms.
 */
export const SLICE_MS = 12;

/** Bytes that are copied, zeroed or hashed at a stretch: some milliseconds, even in memory that was never touched. */
export const PIECE_BYTES = 1 << 22;

/** `bytes` in pieces of PIECE_BYTES, each with its offset. */
export function* inPieces(
  bytes: Uint8Array,
): Generator<{ readonly at: number; readonly piece: Uint8Array }, void, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield { at, piece: bytes.subarray(at, at + PIECE_BYTES) };
}

/** Units of work (Codec.advance) of the first slice: a millisecond, or ten on a slow machine. */
const FIRST = 2 ** 20;

/**
 * Most units of a slice: some milliseconds of the fastest work there is. Of other work, which may follow it, as many take
 * ten times as long.
 */
const MOST = 2 ** 28;

/**
 * How much a slice may grow over the one before: much while slices are short, and little once they are not, since the
 * next work may be slower than what was measured.
 */
const FAST_GROWTH = 4;
const SLOW_GROWTH = 1.2;

/** Chooses the size of each slice from how long the one before took. */
export class Slices {
  #units = FIRST;
  #started = 0;

  /** Units of work to do now; call lap() afterwards. */
  next(): number {
    this.#started = performance.now();
    return this.#units;
  }

  /** Takes the time of the slice that next() began, and the units that it did: it may end early or a piece late. */
  lap(done: number): void {
    const elapsed = Math.max(performance.now() - this.#started, SLICE_MS / 1e6);
    const wanted = Math.floor((done * SLICE_MS) / elapsed);
    const growth = elapsed < SLICE_MS / FAST_GROWTH ? FAST_GROWTH : SLOW_GROWTH;
    this.#units = Math.max(1, Math.min(wanted, this.#units * growth, MOST));
  }
}
