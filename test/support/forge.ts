/**
 * Takes archives apart and puts them together again with every checksum right and nothing else checked: what a hostile
 * or faulty writer could send. The layout is FORMAT.md's.
 */
import { encodeAlphabet } from '#dist/archive/alphabet.js';
import { ArchiveReader } from '#dist/archive/archive-reader.js';
import type { ModelledHeader } from '#dist/archive/block-header.js';
import { Checksum, checksumBytes } from '#dist/archive/checksum.js';
import { LAST, TAG } from '#dist/archive/format.js';
import type { Stream } from '#dist/archive/stream-header.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodeSpec } from '#dist/model/model-spec.js';
import { TRANSFORMS } from '#dist/transform/registry.js';

/** A number to be written as a varint, or bytes to stand in its place. */
export type Varint = number | Uint8Array;

export interface RawStored {
  readonly kind: 'stored';
  readonly length: Varint;
  /** Checksum of the decoded bytes, 8 bytes. */
  readonly content: Uint8Array;
  readonly payload: Uint8Array;
}

/** What a modelled block says of a stream; a stored one has only its method. */
export interface RawStream {
  /** 0 for stored, else 1 + number of transforms. */
  readonly method: Varint;
  /** Id and length of each transform, flat. */
  readonly transforms: readonly Varint[];
  readonly codedLength: Varint;
  readonly spec: Uint8Array;
  readonly alphabet: Uint8Array;
}

export interface RawModelled {
  readonly kind: 'modelled';
  readonly length: Varint;
  /** In MEMORY_UNITs. */
  readonly memory: Varint;
  /** Number of streams, and where there are several, number of segments and their table, flat. */
  readonly table: readonly Varint[];
  readonly streams: readonly RawStream[];
  readonly content: Uint8Array;
  readonly payload: Uint8Array;
}

/** Anything else: a header as it is, and what follows it. */
export interface RawOther {
  readonly kind: 'other';
  readonly head: Uint8Array;
  readonly content: Uint8Array;
  readonly payload: Uint8Array;
}

export type RawBlock = RawStored | RawModelled | RawOther;

export interface RawFrame {
  /** The frame header, magic included. */
  readonly header: Uint8Array;
  readonly blocks: readonly RawBlock[];
}

function put(sink: ByteSink, value: Varint): void {
  if (typeof value === 'number') sink.varint(value);
  else sink.raw(value);
}

function headOf(block: RawBlock, last: boolean): Uint8Array {
  if (block.kind === 'other') return block.head;
  const sink = new ByteSink().byte(TAG[block.kind] | (last ? LAST : 0));
  if (block.kind === 'stored') put(sink, block.length);
  else {
    for (const value of [block.length, block.memory, ...block.table]) put(sink, value);
    for (const { method, transforms, codedLength, spec, alphabet } of block.streams) {
      put(sink, method);
      if (method === 0) continue;
      for (const value of [...transforms, codedLength]) put(sink, value);
      sink.raw(spec).raw(alphabet);
    }
  }
  return sink.raw(block.content).take();
}

/** The frame's bytes, all checks computed over what stands there. loadChecksum() must have resolved. */
export function assemble({ header, blocks }: RawFrame): Uint8Array<ArrayBuffer> {
  const sink = new ByteSink().raw(header);
  const seal = new Checksum().update(header);
  for (const [i, block] of blocks.entries()) {
    const last = i === blocks.length - 1;
    const head = headOf(block, last);
    const check = new Checksum().update(head).update(block.payload).check();
    seal.update(block.content).update(check);
    sink
      .raw(head)
      .raw(block.payload)
      .raw(last ? seal.check() : check);
  }
  if (blocks.length === 0) sink.byte(TAG.end).raw(seal.check());
  return sink.take();
}

function tableOf({ segments, streams }: ModelledHeader): number[] {
  if (streams.length === 1) return [1];
  const flat = segments.flatMap(({ stream, length }) => [stream, length]);
  return [streams.length, segments.length, ...flat.slice(0, -1)];
}

const NOTHING = new Uint8Array(0);

function rawStream(stream: Stream): RawStream {
  if (stream.kind === 'stored')
    return { method: 0, transforms: [], codedLength: 0, spec: NOTHING, alphabet: NOTHING };
  return {
    method: 1 + stream.transforms.length,
    transforms: stream.transforms.flatMap(({ name, length }) => [TRANSFORMS[name].id, length]),
    codedLength: stream.codedLength,
    spec: encodeSpec(stream.spec),
    alphabet: encodeAlphabet(stream.alphabet),
  };
}

/** The frames of a valid archive. */
export async function takeApart(archive: Uint8Array): Promise<RawFrame[]> {
  await loadChecksum();
  const frames: RawFrame[] = [];
  let start = 0;
  let firstBlock: number | undefined;
  let blocks: RawBlock[] = [];
  for (const event of new ArchiveReader().read(archive)) {
    if (event.type === 'frameStart') {
      start = event.offset;
      firstBlock = undefined;
      blocks = [];
    } else if (event.type === 'block') {
      firstBlock ??= event.offset;
      const { header, payload } = event;
      const { length } = header;
      const content = checksumBytes(header.contentChecksum);
      if (header.kind === 'stored') blocks.push({ kind: 'stored', length, content, payload });
      else
        blocks.push({
          kind: 'modelled',
          length,
          memory: header.memory / 2 ** 20,
          table: tableOf(header),
          streams: header.streams.map(rawStream),
          content,
          payload,
        });
    } else if (event.type === 'frameEnd') {
      const header = archive.slice(start, firstBlock ?? event.end - 5);
      frames.push({ header, blocks });
    }
  }
  return frames;
}
