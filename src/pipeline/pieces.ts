/** Reads all forms of input as pieces of bounded size. */
import { bytesOf } from '../bytes/view.js';
import { ForesayError } from '../errors.js';
import type { ByteSource, Bytes } from '../types.js';
import { Turns } from './turns.js';

/** Longest piece, bytes: about a millisecond of copying and hashing. */
const LONGEST = 1 << 20;

/**
 * Yields the bytes of `source` in order, in pieces that are not empty. A piece is valid until the next is requested.
 * Throws INVALID_OPTION for chunks that are not bytes, and the source's own errors.
 */
export async function* piecesOf(source: Bytes | ByteSource): AsyncGenerator<Uint8Array> {
  const turns = new Turns();
  for await (const chunk of chunksOf(source)) {
    const bytes = bytesOf(chunk);
    if (!bytes) throw notBytes(chunk);
    for (let start = 0; start < bytes.length; start += LONGEST) {
      yield bytes.subarray(start, start + LONGEST);
      if (turns.due) await turns.next();
    }
  }
}

/** Length of the source in bytes, where it is known from the start. */
export function sizeOf(source: Bytes | ByteSource): number | undefined {
  return bytesOf(source)?.length ?? (isBlob(source) ? source.size : undefined);
}

function chunksOf(source: unknown): AsyncIterable<unknown> | Iterable<unknown> {
  if (bytesOf(source)) return [source];
  if (isBlob(source)) return chunksOf(source.stream());
  if (typeof source === 'object' && source !== null) {
    const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = source as Partial<
      AsyncIterable<unknown> & Iterable<unknown>
    >;
    if (later) return source as AsyncIterable<unknown>;
    if (now) return source as Iterable<unknown>;
    if (source instanceof ReadableStream) return readAll(source);
  }
  throw notBytes(source);
}

/** Iterates over a ReadableStream, for browsers where it is not async iterable. */
async function* readAll(stream: ReadableStream): AsyncGenerator<unknown> {
  const reader = stream.getReader();
  let ended = false;
  try {
    while (!ended) {
      const { done, value } = await reader.read();
      ended = done;
      if (!done) yield value;
    }
  } finally {
    if (!ended) await reader.cancel();
  }
}

function isBlob(source: unknown): source is Blob {
  return typeof Blob === 'function' && source instanceof Blob;
}

function notBytes(thing: unknown): ForesayError {
  return new ForesayError('INVALID_OPTION', `the input must be bytes, not ${typeof thing}`);
}
