/** Archives made without the codec: the coded bytes are any bytes, which is all the same to the archive layer. */
import { alphabetOf } from '#dist/archive/alphabet.js';
import {
  type ArchiveEvent,
  ArchiveReader,
  type ReaderOptions,
} from '#dist/archive/archive-reader.js';
import type { ModelledHeader, StoredHeader } from '#dist/archive/block-header.js';
import { checksum } from '#dist/archive/checksum.js';
import { MEMORY_UNIT } from '#dist/archive/format.js';
import type { FrameFields } from '#dist/archive/frame-header.js';
import { FrameWriter } from '#dist/archive/frame-writer.js';
import type { ModelledStream, Tree } from '#dist/archive/tree.js';
import { makeSpec } from '#dist/model/model-spec.js';

/** A block and how it is kept: as it is, or as if a model had made `coded` of it. */
export interface SampleBlock {
  readonly bytes: Uint8Array;
  readonly coded?: Uint8Array;
}

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Of a block that ends its frame, as all of them if nothing else is said. */
export function storedHeader(bytes: Uint8Array, last = true): StoredHeader {
  return { kind: 'stored', last, length: bytes.length, contentChecksum: checksum(bytes) };
}

export function modelledStream(bytes: Uint8Array, codedLength: number): ModelledStream {
  return {
    kind: 'modelled',
    length: bytes.length,
    codedLength,
    spec: makeSpec({ width: 64, layers: 2 }),
    alphabet: alphabetOf(bytes),
  };
}

/** One stream: constant where all bytes are the same. */
function modelledTree(bytes: Uint8Array, codedLength: number): Tree {
  const { length } = bytes;
  const value = bytes[0] as number;
  return bytes.every((byte) => byte === value)
    ? { kind: 'constant', length, value }
    : modelledStream(bytes, codedLength);
}

/** Of a block that is one stream. */
export function modelledHeader(
  bytes: Uint8Array,
  codedLength: number,
  last = true,
): ModelledHeader {
  return {
    kind: 'modelled',
    last,
    length: bytes.length,
    contentChecksum: checksum(bytes),
    memory: 3 * MEMORY_UNIT,
    tree: modelledTree(bytes, codedLength),
  };
}

/** A frame in its parts: header, three parts a block, and what ends a frame without blocks. */
export function frameParts(blocks: readonly SampleBlock[], fields: FrameFields = {}): Uint8Array[] {
  const writer = new FrameWriter(fields);
  return [
    writer.header,
    ...blocks.flatMap(({ bytes, coded }, i) => {
      const last = i === blocks.length - 1;
      return coded
        ? writer.block(modelledHeader(bytes, coded.length, last), coded)
        : writer.block(storedHeader(bytes, last), bytes);
    }),
    writer.end(),
  ];
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

export const TEXT = utf8('The quick brown fox jumps over the lazy dog. '.repeat(30));

export const NOISE = Uint8Array.from({ length: 40 }, (_, i) => (i * i * 91 + 5) & 255);
export const EQUAL = new Uint8Array(1000).fill(7);

/** One frame with everything in it, an empty one, and a plain one. */
export function sampleFrames(): Uint8Array<ArrayBuffer>[] {
  const coded = Uint8Array.from({ length: 60 }, (_, i) => (i * i * 37 + 11) & 255);
  const size = TEXT.length + NOISE.length + EQUAL.length;
  return [
    frameParts(
      [{ bytes: TEXT, coded }, { bytes: NOISE }, { bytes: EQUAL, coded: new Uint8Array(0) }],
      { size, mtime: new Date('2026-11-23T12:34:56.789Z'), name: 'füchse.txt' },
    ),
    frameParts([]),
    frameParts([{ bytes: utf8('end\n') }]),
  ].map(joined);
}

/** Everything that a reader makes of the pieces; throws what it throws. */
export function readAll(pieces: Iterable<Uint8Array>, options?: ReaderOptions): ArchiveEvent[] {
  const reader = new ArchiveReader(options);
  const events: ArchiveEvent[] = [];
  for (const piece of pieces) events.push(...reader.read(piece));
  reader.finish();
  return events;
}
