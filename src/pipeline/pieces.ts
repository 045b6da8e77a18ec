/** Bytes in whatever form they come, as pieces of moderate size. */
import { bytesOf } from '../bytes/view.js';
import { ForesayError } from '../errors.js';
import type { ByteSource, Bytes } from '../types.js';
import { Pace } from './pace.js';

/** Longest piece that is handled at a stretch, bytes: about a millisecond of copying and hashing. */
const PIECE = 1 << 20;

/**
 * The bytes of `source` in order, none of them empty pieces; a piece is done with when the next is asked for. Throws
 * INVALID_OPTION when something else than bytes comes; an error of the source passes through.
 */
export async function* piecesOf(source: Bytes | ByteSource): AsyncGenerator<Uint8Array> {
  const pace = new Pace();
  for await (const chunk of chunksOf(source)) {
    const bytes = bytesOf(chunk);
    if (!bytes) throw notBytes(chunk);
    for (let start = 0; start < bytes.length; start += PIECE) {
      yield bytes.subarray(start, start + PIECE);
      if (pace.tired) await pace.rest();
    }
  }
}

/** Bytes of the source, where it is known from the start. */
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

/** For browsers whose streams are not iterable. */
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
  return new ForesayError('INVALID_OPTION', `bytes are expected, not ${typeof thing}`);
}
