/** A block on its way out of the archive: its streams decoded, changed back, and put into their places. */

import { alphabetValues, isAll, isSame } from '../archive/alphabet.js';
import type { BlockHeader, ModelledHeader } from '../archive/block-header.js';
import { Checksum } from '../archive/checksum.js';
import {
  keptLength,
  type ModelledStream,
  type Stream,
  symbolsOf,
} from '../archive/stream-header.js';
import { newBytes } from '../bytes/new-bytes.js';
import { release } from '../bytes/release.js';
import { ForesayError } from '../errors.js';
import { TRANSFORMS } from '../transform/registry.js';
import { type BlockCoder, type BlockProgress, START, type Steps } from './block-coder.js';
import type { Dictionary } from './dictionary.js';
import { streamPlan } from './measure.js';
import { inPieces } from './slices.js';
import { fillBytes, findAlphabet, mapProgress, updateChecksum, withProgress } from './steps.js';

export interface Decoding {
  /** The block's payload. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly header: BlockHeader;
  readonly dictionary: Dictionary;
  /** Most memory that it may take, bytes. */
  readonly memory: number;
}

/** The bytes of the block. The payload's buffer becomes theirs or is released. */
export function* decodeBlock(
  coder: BlockCoder,
  decoding: Decoding,
): Steps<Uint8Array<ArrayBuffer>> {
  const { header, bytes: payload } = decoding;
  const block = header.kind === 'stored' ? payload : yield* assembled(coder, header, decoding);
  const progress = { coded: header.length, produced: header.length };
  const sum = yield* updateChecksum(new Checksum(), block, progress);
  if (block.length !== header.length || sum.digest() !== header.contentChecksum)
    throw new ForesayError('CHECKSUM', 'the decoded bytes are not those that were compressed');
  if (block !== payload) release(payload);
  return block;
}

function* assembled(
  coder: BlockCoder,
  { length, segments, streams }: ModelledHeader,
  decoding: Decoding,
): Steps<Uint8Array<ArrayBuffer>> {
  const [only] = streams;
  if (streams.length === 1 && only)
    return yield* decodeStream(coder, only, decoding.bytes, decoding, START);
  const block = newBytes(length);
  let done = 0;
  let read = 0;
  for (const [index, stream] of streams.entries()) {
    const kept = decoding.bytes.subarray(read, read + keptLength(stream));
    read += kept.length;
    const progress = { coded: done, produced: done };
    const bytes = yield* decodeStream(coder, stream, kept, decoding, progress);
    let at = 0;
    let taken = 0;
    for (const segment of segments) {
      if (segment.stream === index) {
        const part = bytes.subarray(taken, taken + segment.length);
        for (const { at: offset, piece } of inPieces(part)) {
          yield progress;
          block.set(piece, at + offset);
        }
        taken += segment.length;
      }
      at += segment.length;
    }
    if (bytes !== kept) release(bytes);
    done += stream.length;
  }
  return block;
}

/** The bytes of a stream, exactly as many as its header says. */
function* decodeStream(
  coder: BlockCoder,
  stream: Stream,
  kept: Uint8Array<ArrayBuffer>,
  { dictionary, memory }: Decoding,
  before: BlockProgress,
): Steps<Uint8Array<ArrayBuffer>> {
  if (stream.kind === 'stored') return kept;
  const symbols = symbolsOf(stream);
  const toBlock = (progress: BlockProgress) => {
    const done = before.coded + Math.floor((progress.coded / symbols) * stream.length);
    return { coded: done, produced: done };
  };
  let bytes = yield* mapProgress(decodeSymbols(coder, stream, kept, dictionary, memory), toBlock);
  const done = toBlock({ coded: symbols, produced: symbols });
  for (const [i, { name }] of [...stream.transforms.entries()].reverse()) {
    const length = stream.transforms[i - 1]?.length ?? stream.length;
    const back = yield* withProgress(TRANSFORMS[name].inverse(bytes, length), done);
    if (!back) throw new ForesayError('CORRUPT', `the bytes are none that '${name}' makes`);
    release(bytes);
    bytes = back;
  }
  return bytes;
}

function* decodeSymbols(
  coder: BlockCoder,
  stream: ModelledStream,
  kept: Uint8Array,
  dictionary: Dictionary,
  memory: number,
): Steps<Uint8Array<ArrayBuffer>> {
  const [value, other] = alphabetValues(stream.alphabet);
  if (value !== undefined && other === undefined) return yield* fillBytes(value, symbolsOf(stream));
  const bytes = yield* coder.code(streamPlan(stream, dictionary), kept, memory);
  if (!bytes) throw new ForesayError('ENGINE', 'the decoder ended like an encoder');
  // A value too many often changes nothing else: bytes could hide in the alphabet.
  if (isAll(stream.alphabet)) return bytes;
  const all = { coded: bytes.length, produced: bytes.length };
  if (!isSame(yield* findAlphabet(bytes, all), stream.alphabet))
    throw new ForesayError('CORRUPT', 'an alphabet names values that do not occur');
  return bytes;
}
