/** How much to do at a stretch: models differ a thousandfold in speed, a slice should last about the same. */

/** Milliseconds a slice is aimed at: short enough for an event loop, long enough for its overhead not to show. */
export const SLICE_MS = 20;

/** Bytes that are copied, zeroed or hashed at a stretch: some milliseconds, even in memory that was never touched. */
export const STRETCH = 1 << 22;

/** `bytes` in pieces of STRETCH, each with its offset. */
export function* stretches(
  bytes: Uint8Array,
): Generator<{ readonly at: number; readonly piece: Uint8Array }, void, void> {
  for (let at = 0; at < bytes.length; at += STRETCH)
    yield { at, piece: bytes.subarray(at, at + STRETCH) };
}

/** Symbols of the first slice: even at 1 ms a symbol it stays below SLICE_MS. */
const FIRST = 16;

/** A slice grows at most this much over the one before, since a short measurement may be wrong. */
const GROWTH = 4;

/** Chooses the size of each slice from how long the one before took. */
export class Slices {
  #symbols = FIRST;
  #started = 0;

  /** Symbols to code now; call lap() afterwards. */
  next(): number {
    this.#started = performance.now();
    return this.#symbols;
  }

  /** Takes the time of the slice that next() began. */
  lap(): void {
    const elapsed = Math.max(performance.now() - this.#started, SLICE_MS / 1e6);
    const wanted = Math.floor((this.#symbols * SLICE_MS) / elapsed);
    this.#symbols = Math.max(1, Math.min(wanted, this.#symbols * GROWTH, 2 ** 30));
  }
}
