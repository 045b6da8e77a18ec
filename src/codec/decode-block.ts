/** A block on its way out of the archive: its streams decoded and joined. */
import { isAll, isSame } from '../archive/alphabet.js';
import type { BlockHeader } from '../archive/block-header.js';
import { Checksum } from '../archive/checksum.js';
import { keptLength, type ModelledStream, type Split, type Tree } from '../archive/tree.js';
import { release, releaseUnless } from '../bytes/release.js';
import { ForesayError } from '../errors.js';
import { SPLITTERS } from '../split/registry.js';
import { type BlockCoder, type BlockProgress, START, type Steps } from './block-coder.js';
import type { Dictionary } from './dictionary.js';
import type { FrameNetwork } from './frame-network.js';
import { decodePlan } from './measure.js';
import { fillBytes, findAlphabet, mapProgress, updateChecksum, withProgress } from './steps.js';

export interface Decoding {
  /** The block's payload. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly header: BlockHeader;
  readonly dictionary: Dictionary;
  /** The frame's network, if it has one. */
  readonly network?: FrameNetwork | undefined;
  /** Most memory that it may take, bytes. */
  readonly memory: number;
}

/** The bytes of the block. The payload's buffer becomes theirs or is released. */
export function* decodeBlock(
  coder: BlockCoder,
  decoding: Decoding,
): Steps<Uint8Array<ArrayBuffer>> {
  const { header, bytes: payload } = decoding;
  const block =
    header.kind === 'stored'
      ? payload
      : yield* decodeTree(coder, header.tree, payload, decoding, START);
  const progress = { coded: header.length, produced: header.length };
  const sum = yield* updateChecksum(new Checksum(), block, progress);
  if (block.length !== header.length || sum.digest() !== header.contentChecksum)
    throw new ForesayError('CHECKSUM', 'the decoded bytes are not those that were compressed');
  if (block !== payload) release(payload);
  return block;
}

/** The bytes of a tree, exactly as many as its header says. `kept`: its part of the payload. */
function* decodeTree(
  coder: BlockCoder,
  tree: Tree,
  kept: Uint8Array<ArrayBuffer>,
  decoding: Decoding,
  before: BlockProgress,
): Steps<Uint8Array<ArrayBuffer>> {
  const toBlock = ({ coded }: BlockProgress) => at(before, coded);
  switch (tree.kind) {
    case 'stored':
      return kept;
    case 'constant':
      return yield* mapProgress(fillBytes(tree.value, tree.length), toBlock);
    case 'modelled':
      return yield* mapProgress(decodeStream(coder, tree, kept, decoding), toBlock);
    case 'split':
      return yield* decodeSplit(coder, tree, kept, decoding, before);
  }
}

/** The progress `bytes` after `before`. */
function at(before: BlockProgress, bytes: number): BlockProgress {
  return { coded: before.coded + bytes, produced: before.produced + bytes };
}

const EMPTY = new Uint8Array(0);

function* decodeSplit(
  coder: BlockCoder,
  { splitter, parameters, length, parts }: Split,
  kept: Uint8Array<ArrayBuffer>,
  decoding: Decoding,
  before: BlockProgress,
): Steps<Uint8Array<ArrayBuffer>> {
  const { lengths, join } = SPLITTERS[splitter];
  const streams: Uint8Array<ArrayBuffer>[] = [];
  let read = 0;
  let done = 0;
  for (const part of parts) {
    const own = kept.subarray(read, read + keptLength(part));
    streams.push(yield* decodeTree(coder, part, own, decoding, at(before, done)));
    read += own.length;
    done += part.length;
  }
  // A part of no bytes is not in the tree.
  const rest = streams.values();
  const all = lengths(parameters, length)?.map((part) =>
    part === 0 ? EMPTY : (rest.next().value ?? EMPTY),
  );
  const bytes = yield* withProgress(join(parameters, all ?? [], length), at(before, done));
  if (!bytes) throw new ForesayError('CORRUPT', `the streams are none that '${splitter}' makes`);
  for (const stream of streams) releaseUnless(stream, kept);
  return bytes;
}

function* decodeStream(
  coder: BlockCoder,
  stream: ModelledStream,
  kept: Uint8Array,
  { dictionary, network, memory }: Decoding,
): Steps<Uint8Array<ArrayBuffer>> {
  const bytes = yield* coder.code(decodePlan(stream, dictionary, network), kept, memory);
  if (!bytes) throw new ForesayError('ENGINE', 'the decoder ended like an encoder');
  // A value too many often changes nothing else: bytes could hide in the alphabet.
  if (isAll(stream.alphabet)) return bytes;
  const all = { coded: bytes.length, produced: bytes.length };
  if (!isSame(yield* findAlphabet(bytes, all), stream.alphabet))
    throw new ForesayError('CORRUPT', 'an alphabet names values that do not occur');
  return bytes;
}
