/** What precedes a block's coded bytes; FORMAT.md, "Block". */
import { ByteSink } from '../bytes/byte-sink.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { encodeSpec, type ModelSpec, readSpec } from '../spec/model-spec.js';
import { alphabetValues, encodeAlphabet, readAlphabet } from './alphabet.js';
import { checksumBytes, checksumFrom } from './checksum.js';
import { MAX_BLOCK_LENGTH, MAX_MEMORY_UNITS, MEMORY_UNIT, NUMERIC_VERSION, TAG } from './format.js';

interface CommonHeader {
  /** Bytes that the block decodes to, 1 to MAX_BLOCK_LENGTH. */
  readonly length: number;
  /** XXH64 of those bytes. */
  readonly contentChecksum: bigint;
}

/** A block kept as it is. */
export interface StoredHeader extends CommonHeader {
  readonly kind: 'stored';
}

/** A block coded with a model. */
export interface ModelledHeader extends CommonHeader {
  readonly kind: 'modelled';
  /** Bytes of the coded form, below `length`; 0 when the alphabet has one value. */
  readonly codedLength: number;
  /** Bytes of memory that decoding takes, input and output included. Stored in whole MEMORY_UNITs, rounded up. */
  readonly memory: number;
  /** Version of the arithmetic; see NUMERIC_VERSION. */
  readonly numericVersion: number;
  readonly spec: ModelSpec;
  /** The values that occur in the block; see alphabetOf. */
  readonly alphabet: Uint8Array;
}

export type BlockHeader = StoredHeader | ModelledHeader;

/** Bytes between the header and the block's check. */
export function payloadLength(header: BlockHeader): number {
  return header.kind === 'stored' ? header.length : header.codedLength;
}

/** Bytes of memory that a decoder has to have for the block: as stated, or the block itself when it is stored. */
export function memoryNeeded(header: BlockHeader): number {
  return header.kind === 'stored' ? header.length : header.memory;
}

/** The header's bytes. Throws ENGINE when the caller breaks a rule of the format. */
export function encodeBlockHeader(header: BlockHeader): Uint8Array<ArrayBuffer> {
  const fault = faultIn(header);
  if (fault) throw new ForesayError('ENGINE', `a block cannot be written: ${fault}`);
  const sink = new ByteSink().byte(TAG[header.kind]);
  if (header.kind === 'stored') sink.varint(header.length);
  else
    sink
      .varint(header.numericVersion)
      .varint(header.length)
      .varint(header.codedLength)
      .varint(Math.ceil(header.memory / MEMORY_UNIT))
      .raw(encodeSpec(header.spec))
      .raw(encodeAlphabet(header.alphabet));
  return sink.raw(checksumBytes(header.contentChecksum)).take();
}

/** Reads a block header whose tag has been read. Every number is within its bounds afterwards. */
export function readBlockHeader(tag: number, source: ByteSource): BlockHeader {
  if (tag !== TAG.stored && tag !== TAG.modelled)
    throw new ForesayError('UNSUPPORTED_VERSION', `the archive has a block of unknown kind ${tag}`);
  const header = tag === TAG.stored ? readStored(source) : readModelled(source);
  const fault = faultIn(header);
  if (fault) throw new ForesayError('CORRUPT', fault);
  return header;
}

function readStored(source: ByteSource): StoredHeader {
  const length = source.varint('length of a block', MAX_BLOCK_LENGTH);
  return { kind: 'stored', length, contentChecksum: checksumFrom(source.raw(8)) };
}

function readModelled(source: ByteSource): ModelledHeader {
  const numericVersion = source.varint('numeric version');
  if (numericVersion !== NUMERIC_VERSION)
    throw new ForesayError(
      'UNSUPPORTED_VERSION',
      `the archive needs numeric version ${numericVersion}`,
    );
  const length = source.varint('length of a block', MAX_BLOCK_LENGTH);
  return {
    kind: 'modelled',
    numericVersion,
    length,
    codedLength: source.varint('coded length of a block', Math.max(0, length - 1)),
    memory: source.varint('memory of a block', MAX_MEMORY_UNITS) * MEMORY_UNIT,
    spec: readSpec(source),
    alphabet: readAlphabet(source),
    contentChecksum: checksumFrom(source.raw(8)),
  };
}

/** Which rule of the format the header breaks, if any. */
function faultIn(header: BlockHeader): string | undefined {
  const { length } = header;
  if (!(length >= 1 && length <= MAX_BLOCK_LENGTH)) return `a block has ${length} bytes`;
  if (header.kind === 'stored') return undefined;
  const { codedLength, memory } = header;
  if (!(codedLength >= 0 && codedLength < length)) return 'a coded block is longer than its bytes';
  if (memory < length + codedLength) return 'a block asks for less memory than its own bytes take';
  if (memory > MAX_MEMORY_UNITS * MEMORY_UNIT) return 'a block asks for too much memory';
  const symbols = alphabetValues(header.alphabet).length;
  if (symbols === 1 && codedLength > 0) return 'a block of one value has coded bytes';
  if (symbols > length) return 'a block has more values than bytes';
  return undefined;
}
