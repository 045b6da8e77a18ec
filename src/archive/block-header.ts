/** What precedes a block's coded bytes; FORMAT.md, "Block". */
import { ByteSink } from '../bytes/byte-sink.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { checksumBytes, checksumFrom } from './checksum.js';
import { LAST, MAX_BLOCK_LENGTH, MAX_MEMORY_UNITS, MEMORY_UNIT, TAG } from './format.js';
import { faultInTree, keptLength, leavesOf, putTree, readTree, type Tree } from './tree.js';

interface CommonHeader {
  /** Bytes that the block decodes to, 1 to MAX_BLOCK_LENGTH. */
  readonly length: number;
  /** XXH64 of those bytes. */
  readonly contentChecksum: bigint;
  /** Whether the block ends its frame. */
  readonly last: boolean;
}

/** A block kept as it is. */
export interface StoredHeader extends CommonHeader {
  readonly kind: 'stored';
}

/** A block of which at least one stream is not stored. */
export interface ModelledHeader extends CommonHeader {
  readonly kind: 'modelled';
  /** Bytes of memory that decoding takes, input and output included. Stored in whole MEMORY_UNITs, rounded up. */
  readonly memory: number;
  /** How the block's bytes are coded. The payload has the coded bytes of its streams in their order. */
  readonly tree: Tree;
}

export type BlockHeader = StoredHeader | ModelledHeader;

/** Bytes between the header and the block's check. */
export function payloadLength(header: BlockHeader): number {
  return header.kind === 'stored' ? header.length : keptLength(header.tree);
}

/** Bytes of memory that a decoder has to have for the block: as stated, or the block itself when it is stored. */
export function memoryNeeded(header: BlockHeader): number {
  return header.kind === 'stored' ? header.length : header.memory;
}

/** The header's bytes. Throws ENGINE when the caller breaks a rule of the format. */
export function encodeBlockHeader(header: BlockHeader): Uint8Array<ArrayBuffer> {
  const fault = faultIn(header);
  if (fault) throw new ForesayError('ENGINE', `a block cannot be written: ${fault}`);
  const sink = new ByteSink().byte(TAG[header.kind] | (header.last ? LAST : 0));
  if (header.kind === 'stored') sink.varint(header.length);
  else {
    sink.varint(header.length).varint(Math.ceil(header.memory / MEMORY_UNIT));
    putTree(sink, header.tree);
  }
  return sink.raw(checksumBytes(header.contentChecksum)).take();
}

/** Reads a block header whose tag has been read. Throws UNSUPPORTED_VERSION, UNSUPPORTED_SPEC, CORRUPT or TRUNCATED. */
export function readBlockHeader(tag: number, source: ByteSource): BlockHeader {
  const last = tag >= LAST;
  const kind = last ? tag - LAST : tag;
  if (kind !== TAG.stored && kind !== TAG.modelled)
    throw new ForesayError(
      'UNSUPPORTED_VERSION',
      `the archive has a block of unknown kind ${kind}`,
    );
  const header = kind === TAG.stored ? readStored(source, last) : readModelled(source, last);
  const fault = faultIn(header);
  if (fault) throw new ForesayError('CORRUPT', fault);
  return header;
}

function readStored(source: ByteSource, last: boolean): StoredHeader {
  const length = source.varint('length of a block', MAX_BLOCK_LENGTH);
  return { kind: 'stored', last, length, contentChecksum: checksumFrom(source.raw(8)) };
}

function readModelled(source: ByteSource, last: boolean): ModelledHeader {
  const length = source.varint('length of a block', MAX_BLOCK_LENGTH);
  const memory = source.varint('memory of a block', MAX_MEMORY_UNITS) * MEMORY_UNIT;
  const tree = readTree(source, length);
  return {
    kind: 'modelled',
    last,
    length,
    memory,
    tree,
    contentChecksum: checksumFrom(source.raw(8)),
  };
}

/** The rule of the format that the header breaks, if it breaks one. */
function faultIn(header: BlockHeader): string | undefined {
  const { length } = header;
  if (!(length >= 1 && length <= MAX_BLOCK_LENGTH)) return `a block has ${length} bytes`;
  if (header.kind === 'stored') return undefined;
  const { memory, tree } = header;
  if (tree.kind === 'stored') return 'a block of stored bytes is not a stored block';
  if (tree.length !== length) return 'the tree of a block has another length than the block';
  const fault = faultInTree(tree);
  if (fault) return fault;
  if (memory < length + payloadLength(header))
    return 'a block asks for less memory than its own bytes take';
  if (memory > MAX_MEMORY_UNITS * MEMORY_UNIT) return 'a block asks for too much memory';
  return undefined;
}

/** Whether a model of the block begins with the network of its frame. */
export function beginsWithNetwork(header: BlockHeader): boolean {
  return (
    header.kind === 'modelled' &&
    leavesOf(header.tree).some(
      ({ stream }) => stream.kind === 'modelled' && stream.spec.weights === 'trained',
    )
  );
}
