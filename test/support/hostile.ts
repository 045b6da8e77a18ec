/** Archives that cost their writer little and may cost a reader much: many frames, blocks, segments or specs. */
import { Checksum, checksum, checksumBytes } from '#dist/archive/checksum.js';
import { LAST, MEMORY_UNIT, METHOD, TAG } from '#dist/archive/format.js';
import { encodeFrameHeader, type FrameFields } from '#dist/archive/frame-header.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { encodeSpec, type ModelSpec, makeSpec } from '#dist/model/model-spec.js';
import { SPLITTERS } from '#dist/split/registry.js';
import { joined } from './archives.js';

/** A block without its check: its header, whose first byte is the tag, its payload and its content checksum. */
export interface Unchecked {
  readonly head: Uint8Array;
  readonly payload: Uint8Array;
  readonly content: bigint;
}

/** The alphabet of all values in a header. */
const ALL_VALUES = 0xff;

const NOTHING = new Uint8Array(0);

/** A stored block of the bytes. */
export function storedBlock(payload: Uint8Array): Unchecked {
  const content = checksum(payload);
  const head = new ByteSink().byte(TAG.stored).varint(payload.length).raw(checksumBytes(content));
  return { head: head.take(), payload, content };
}

/** A block of `length` bytes of value 1, which needs no coded bytes. The checksum is made up unless given. */
export function oneValueBlock(length: number, content = 0n): Unchecked {
  const head = new ByteSink()
    .byte(TAG.modelled)
    .varint(length)
    .varint(Math.ceil((length + 1) / MEMORY_UNIT))
    .varint(METHOD.constant)
    .byte(1)
    .raw(checksumBytes(content));
  return { head: head.take(), payload: NOTHING, content };
}

/** A block of two bytes that decoding would take for any of 256 values, without coded bytes. The checksum is made up. */
export function modelledBlock(spec: ModelSpec): Unchecked {
  const sink = new ByteSink().byte(TAG.modelled).varint(2).varint(1);
  sink.varint(METHOD.modelled).varint(0).raw(encodeSpec(spec)).byte(ALL_VALUES);
  return { head: sink.raw(checksumBytes(0n)).take(), payload: NOTHING, content: 0n };
}

/** A block of `segments` segments of two bytes each, in turn of a stored stream and of one coded with the spec. */
export function segmentedBlock(segments: number, spec: ModelSpec = makeSpec({})): Unchecked {
  const sink = new ByteSink()
    .byte(TAG.modelled)
    .varint(2 * segments)
    .varint(1);
  sink.varint(SPLITTERS.segments.id).varint(segments - 1);
  for (let i = 1; i < segments; i++) sink.varint(2).varint(i % 2);
  sink
    .varint(METHOD.stored)
    .varint(METHOD.modelled)
    .varint(0)
    .raw(encodeSpec(spec))
    .byte(ALL_VALUES);
  const payload = new Uint8Array(2 * Math.ceil(segments / 2)).fill(1);
  const content = checksum(new Uint8Array(2 * segments).fill(1));
  return { head: sink.raw(checksumBytes(content)).take(), payload, content };
}

/** A frame of the blocks, in their order, with every check right. An array may name one block many times. */
export function frameOf(blocks: readonly Unchecked[], fields: FrameFields = {}): Uint8Array[] {
  const header = encodeFrameHeader(fields);
  const seal = new Checksum().update(header);
  const checks = new Map<Unchecked, { check: Uint8Array; tie: Uint8Array; bytes: Uint8Array }>();
  const parts: Uint8Array[] = [header];
  for (const [i, block] of blocks.entries()) {
    const last = i === blocks.length - 1;
    let made = last ? undefined : checks.get(block);
    if (!made) {
      const head = block.head.slice();
      if (last) head[0] = (head[0] as number) | LAST;
      const check = new Checksum().update(head).update(block.payload).check();
      const tie = joined([checksumBytes(block.content), check]);
      made = { check, tie, bytes: joined([head, block.payload]) };
      if (!last) checks.set(block, made);
    }
    seal.update(made.tie);
    parts.push(made.bytes, last ? seal.check() : made.check);
  }
  if (blocks.length === 0) parts.push(Uint8Array.of(TAG.end), seal.check());
  return parts;
}

/** `count` times the same. */
export function times<T>(count: number, thing: T): T[] {
  return new Array<T>(count).fill(thing);
}
