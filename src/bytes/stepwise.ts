/** A generator that works in steps and returns the result. Between two steps its caller may report, wait or stop. */
export type Stepwise<T> = Generator<void, T, undefined>;

/** Bytes that a step of a transform or of detection works on: some milliseconds. */
export const STEP_BYTES = 1 << 20;

/** Bytes that a step copies, zeroes or hashes: some milliseconds, even in memory that was never touched. */
export const PIECE_BYTES = 1 << 22;

/** Copies `source` to `target` from `offset` on. */
export function* copyBytes(target: Uint8Array, source: Uint8Array, offset = 0): Stepwise<void> {
  for (const { at, piece } of inPieces(source)) {
    target.set(piece, offset + at);
    yield;
  }
}

/** `bytes` in pieces of PIECE_BYTES, each with its offset `at`. */
export function* inPieces(
  bytes: Uint8Array,
): Generator<{ readonly at: number; readonly piece: Uint8Array }, void, void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield { at, piece: bytes.subarray(at, at + PIECE_BYTES) };
}
