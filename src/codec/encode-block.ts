/** A block on its way into the archive. */
import { type BlockHeader, encodeBlockHeader } from '../archive/block-header.js';
import { Checksum } from '../archive/checksum.js';
import { releaseUnless } from '../bytes/release.js';
import { type Kind, STORED } from '../kinds/kinds.js';
import type { KindRun } from '../types.js';
import { type BlockCoder, START, type Steps } from './block-coder.js';
import { type ByteTrace, kindRuns, storedTrace } from './byte-trace.js';
import type { StreamEncoding } from './encode-stream.js';
import { encodeTree, lengthOf } from './encode-tree.js';
import { checkAlphabet } from './frame-network.js';
import { concatenate, updateChecksum, withProgress } from './steps.js';

export interface Encoding extends StreamEncoding {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether the block ends its frame. */
  readonly last: boolean;
  /** Offset of the block in the input, bytes. Default: 0. */
  readonly start?: number;
  /** The kind of the whole block; undefined: kinds are detected. */
  readonly dataKind: Kind | undefined;
}

export interface Encoded {
  readonly header: BlockHeader;
  /** What the streams of the header were taken for, in their order. */
  readonly kinds: readonly Kind[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The block's check, for FrameWriter.block(). */
  readonly check: Uint8Array;
  /** What the bytes cost, where that is wanted. */
  readonly trace: BlockTrace | undefined;
}

/** A block's trace, as an analysis has it. */
export interface BlockTrace extends Pick<ByteTrace, 'bits' | 'votes'> {
  readonly kinds: readonly KindRun[];
}

// [path 3]
export function* encodeBlock(coder: BlockCoder, encoding: Encoding): Steps<Encoded> {
  const { bytes: block, start = 0, last, dataKind, dictionary, network, tracing } = encoding;
  const length = block.length;
  if (network) yield* checkAlphabet(network, block, start);
  const contentChecksum = (yield* updateChecksum(new Checksum(), block, START)).digest();
  const stored = { kind: 'stored', last, length, contentChecksum } as const;
  const coded = yield* encodeTree(coder, encoding, dataKind ?? 'unknown', block);
  const storedBlock = () =>
    checked(stored, [STORED], block, tracing && storedTrace(length, tracing));
  if (!coded) return yield* storedBlock();
  const { tree, kinds, pieces, trace } = coded;
  const memory = coder.blockMemory(tree, dictionary, network);
  const header: BlockHeader = { ...stored, kind: 'modelled', tree, memory };
  // The description of a short block may take more than coding saves.
  const codedLength = lengthOf(pieces);
  const described = encodeBlockHeader(header).length - encodeBlockHeader(stored).length;
  if (described >= length - codedLength) return yield* storedBlock();
  const payload = yield* concatenate(pieces, { coded: length, produced: codedLength });
  for (const piece of pieces) releaseUnless(piece, block, payload);
  releaseUnless(block, payload);
  return yield* checked(header, kinds, payload, trace);
}

/** Adds the check and the runs of kinds, which take a while for a long block. */
function* checked(
  header: BlockHeader,
  kinds: readonly Kind[],
  bytes: Uint8Array<ArrayBuffer>,
  traced: ByteTrace | undefined,
): Steps<Encoded> {
  const progress = { coded: header.length, produced: bytes.length };
  const sum = yield* updateChecksum(
    new Checksum().update(encodeBlockHeader(header)),
    bytes,
    progress,
  );
  const trace = traced && {
    bits: traced.bits,
    votes: traced.votes,
    kinds: yield* withProgress(kindRuns(traced), progress),
  };
  return { header, kinds, bytes, check: sum.check(), trace };
}
