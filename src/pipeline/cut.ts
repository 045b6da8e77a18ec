/** Cuts the input into blocks. */

import { grown } from '../bytes/grown.js';
import { newBytes } from '../bytes/new-bytes.js';
import { ForesayError } from '../errors.js';

/** First buffer of a block whose length is not known, bytes. */
const FIRST_ROOM = 1 << 16;

export interface Cut<T> {
  readonly block: Uint8Array<ArrayBuffer>;
  readonly last: boolean;
  /** Offset of the block in the input, bytes. */
  readonly start: number;
  /** The result of `admit` for the block. */
  readonly admitted: T;
}

/**
 * Cuts the bytes of `pieces` into blocks of `blockSize` bytes, each in a buffer of its own. The last may be shorter. A
 * block is yielded after the first byte behind it, or the end, is read: only then is it known whether it is the last.
 * @param expected Length of the input in bytes, if known. Throws INVALID_OPTION when the input is longer or shorter.
 * @param admit Awaited before memory is allocated for a block.
 */
export async function* cutBlocks<T>(
  pieces: AsyncIterable<Uint8Array>,
  blockSize: number,
  expected: number | undefined,
  admit: () => Promise<T>,
): AsyncGenerator<Cut<T>> {
  let total = 0;
  let open: { readonly admitted: T; bytes: Uint8Array<ArrayBuffer>; filled: number } | undefined;
  for await (const piece of pieces) {
    if (expected !== undefined && total + piece.length > expected)
      throw new ForesayError('INVALID_OPTION', `size is ${expected}, but the input is longer`);
    for (let start = 0; start < piece.length; ) {
      if (open?.filled === blockSize) {
        const { bytes: block, admitted } = open;
        yield { block, last: false, start: total - open.filled, admitted };
        open = undefined;
      }
      open ??= {
        admitted: await admit(),
        bytes: newBytes(firstRoom(blockSize, expected, total)),
        filled: 0,
      };
      const part = piece.subarray(start, start + blockSize - open.filled);
      if (open.filled + part.length > open.bytes.length)
        open.bytes = grown(open.bytes, open.filled + part.length, blockSize);
      open.bytes.set(part, open.filled);
      open.filled += part.length;
      start += part.length;
      total += part.length;
    }
  }
  if (expected !== undefined && total < expected)
    throw new ForesayError(
      'INVALID_OPTION',
      `size is ${expected}, but the input has ${total} bytes`,
    );
  if (open) {
    const { filled, admitted } = open;
    yield { block: open.bytes.subarray(0, filled), last: true, start: total - filled, admitted };
  }
}

function firstRoom(blockSize: number, expected: number | undefined, total: number): number {
  return Math.min(blockSize, expected === undefined ? FIRST_ROOM : expected - total);
}
