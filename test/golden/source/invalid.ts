/** Archives that every version must refuse, each with its code. Checksums are right unless they are the point. */
import { Checksum, checksumBytes } from '#dist/archive/checksum.js';
import { FORMAT_VERSION, NUMERIC_VERSION, TAG } from '#dist/archive/format.js';
import { encodeSpec, parseSpec } from '#dist/model/model-spec.js';
import type { ErrorCode } from '../../../src/errors.js';
import {
  assemble,
  type RawFrame,
  type RawModelled,
  type RawStream,
  takeApart,
} from '../../support/forge.js';
import { Random } from '../../support/random.js';

export interface InvalidArchive {
  readonly name: string;
  readonly about: string;
  readonly code: ErrorCode;
  readonly bytes: Uint8Array;
}

/** Valid archives that the invalid ones are made from, by their golden names. */
export type Valid = (name: string) => Uint8Array;

function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const LARGEST = encodeSpec(parseSpec('lstm(2048x8,ngrams=8,ngramBits=24)'));

/** `bytes` with the byte at `at` (from the end when negative) changed. */
function flip(bytes: Uint8Array, at: number, mask = 1): Uint8Array {
  const index = at < 0 ? bytes.length + at : at;
  return bytes.map((byte, i) => (i === index ? byte ^ mask : byte));
}

async function modelled(
  archive: Uint8Array,
): Promise<{ frame: RawFrame; block: RawModelled; stream: RawStream }> {
  const [frame] = await takeApart(archive);
  const block = frame?.blocks[0];
  const stream = block?.kind === 'modelled' ? block.streams[0] : undefined;
  if (frame === undefined || block?.kind !== 'modelled' || stream === undefined)
    throw new Error('the archive to start from has no modelled block');
  return { frame, block, stream };
}

/** The block with other coded bytes, as many as there may be, so that the decoder does not run out of them. */
function other(block: RawModelled): RawModelled {
  const payload = new Random(5).bytes(Number(block.length) - 200);
  const streams = block.streams.map((stream) => ({ ...stream, codedLength: payload.length }));
  return { ...block, streams, payload };
}

/** Cut short, or not an archive. */
function cuts(valid: Valid): InvalidArchive[] {
  const text = valid('text');
  const cut = (name: string, about: string, length: number): InvalidArchive => ({
    name: `cut-${name}`,
    about: `ends ${about}`,
    code: 'TRUNCATED',
    bytes: text.subarray(0, length),
  });
  return [
    cut('nothing', 'before it begins', 0),
    cut('magic', 'inside the magic', 3),
    cut('frame-header', 'inside the frame header', 6),
    cut('block-header', 'inside a block header', 20),
    cut('payload', 'inside coded bytes', Math.floor(text.length / 2)),
    cut('end', 'one byte early', text.length - 1),
    {
      name: 'cut-second-frame',
      about: 'ends inside the header of a second frame',
      code: 'TRUNCATED',
      bytes: concatenate(text, text.subarray(0, 5)),
    },
    {
      name: 'not-foresay',
      about: 'a gzip file',
      code: 'NOT_FORESAY',
      bytes: Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    },
    {
      name: 'trailing-garbage',
      about: 'a whole archive, then something else',
      code: 'TRAILING_GARBAGE',
      bytes: concatenate(text, new TextEncoder().encode('and more')),
    },
  ];
}

/** Damaged in one place, checksums left as they were. */
async function damage(valid: Valid): Promise<InvalidArchive[]> {
  const text = valid('text');
  const blocks = valid('blocks');
  const [frame] = await takeApart(blocks);
  const [first, second, ...rest] = frame?.blocks ?? [];
  if (!frame || !first || !second) throw new Error('the archive of blocks has too few');
  const firstLength = assemble({ header: new Uint8Array(0), blocks: [first] }).length;
  const swapped = assemble({ ...frame, blocks: [second, first, ...rest] });
  return [
    ['payload', 'a bit of the coded bytes differs', flip(text, Math.floor(text.length / 2))],
    [
      'block-check',
      "the checksum of a block's bytes differs",
      flip(blocks, frame.header.length + firstLength - 1),
    ],
    ['frame-check', 'the checksum that ends the frame differs', flip(text, -1)],
    [
      'swapped-blocks',
      'two blocks have changed places: each is whole, the frame is not',
      concatenate(swapped.subarray(0, -4), blocks.subarray(-4)),
    ],
  ].map(([name, about, bytes]) => ({ name, about, code: 'CHECKSUM', bytes }) as InvalidArchive);
}

/** The first segment gives a byte to the second: the streams and all their bytes are the same. */
function segmentsMoved({ frame, block }: { frame: RawFrame; block: RawModelled }): Uint8Array {
  const [streams, count, first, length, second, ...rest] = block.table.map(Number);
  const [next = 0, ...others] = rest;
  const table = [streams, count, first, Number(length) - 1, second, next, ...others].map(Number);
  return assemble({ ...frame, blocks: [{ ...block, table }] });
}

/** Breaks a rule of the format, every checksum right: what a hostile writer sends. */
async function lies(valid: Valid): Promise<InvalidArchive[]> {
  const { frame, block, stream } = await modelled(valid('text'));
  const several = await modelled(valid('streams'));
  const bases = await modelled(valid('bases'));
  const equal = await modelled(valid('equal'));
  const plain = await modelled(valid('untransformed'));
  const length = Number(block.length);
  const header = (...bytes: number[]) => Uint8Array.of(...frame.header.subarray(0, 4), ...bytes);
  const block1 = (change: Partial<RawModelled>) =>
    assemble({ ...frame, blocks: [{ ...block, ...change }] });
  const stream1 = (change: Partial<RawStream>, ofBlock: Partial<RawModelled> = {}) =>
    block1({ ...ofBlock, streams: [{ ...stream, ...change }] });
  const segments = (...table: number[]) =>
    assemble({ ...several.frame, blocks: [{ ...several.block, table }] });
  const withHeader = (...bytes: number[]) => assemble({ ...frame, header: header(...bytes) });
  const withHead = (...head: number[]) => {
    const content = new Uint8Array(8);
    const block = { kind: 'other', head: Uint8Array.of(...head, ...content), content } as const;
    return assemble({ ...frame, blocks: [{ ...block, payload: new Uint8Array(0) }] });
  };
  const wrongContent = checksumBytes(new Checksum().update(Uint8Array.of(1)).digest());
  const list: [name: string, about: string, code: ErrorCode, bytes: Uint8Array][] = [
    [
      'version-old',
      'an old format version',
      'UNSUPPORTED_VERSION',
      withHeader(FORMAT_VERSION - 1, 0),
    ],
    [
      'version',
      'a format version that is not known yet',
      'UNSUPPORTED_VERSION',
      withHeader(FORMAT_VERSION + 1, 0),
    ],
    ['flags', 'a flag that no version has', 'UNSUPPORTED_VERSION', withHeader(FORMAT_VERSION, 16)],
    ['block-kind', 'a kind of block that is not known', 'UNSUPPORTED_VERSION', withHead(0x7f, 1)],
    [
      'numeric-version',
      'arithmetic that is not known yet',
      'UNSUPPORTED_VERSION',
      withHead(NUMERIC_VERSION + 1, 1),
    ],
    [
      'name-path',
      'a name with a slash',
      'CORRUPT',
      withHeader(FORMAT_VERSION, 4, 3, 0x2e, 0x2f, 0x61),
    ],
    ['name-utf8', 'a name that is not UTF-8', 'CORRUPT', withHeader(FORMAT_VERSION, 4, 1, 0xff)],
    ['name-empty', 'a name of no bytes', 'CORRUPT', withHeader(FORMAT_VERSION, 4, 0)],
    ['size-less', 'a size below what the blocks hold', 'CORRUPT', withHeader(FORMAT_VERSION, 1, 9)],
    [
      'size-more',
      'a size above what the blocks hold',
      'CORRUPT',
      withHeader(FORMAT_VERSION, 1, 0xff, 0x7f),
    ],
    [
      'end-mark',
      'an end mark after a block',
      'CORRUPT',
      assemble({
        ...frame,
        blocks: [
          block,
          {
            kind: 'other',
            head: Uint8Array.of(TAG.end),
            content: new Uint8Array(8),
            payload: new Uint8Array(0),
          },
        ],
      }),
    ],
    ['varint-long', 'a length with a needless zero byte', 'CORRUPT', withHead(0, 0x81, 0)],
    ['varint-endless', 'a length that never ends', 'CORRUPT', withHead(0, ...Array(12).fill(0xff))],
    [
      'dictionary',
      'a dictionary that nobody has',
      'DICTIONARY_REQUIRED',
      withHeader(FORMAT_VERSION, 8, 1, 2, 3, 4, 5, 6, 7, 8),
    ],
    ['length-0', 'a block of no bytes', 'CORRUPT', block1({ length: 0 })],
    ['length-huge', 'a block of 2^52 bytes', 'CORRUPT', block1({ length: 2 ** 52 })],
    ['coded-long', 'more coded bytes than bytes', 'CORRUPT', stream1({ codedLength: length })],
    ['memory-0', 'no memory, not even for the block', 'CORRUPT', block1({ memory: 0 })],
    [
      'memory-hidden',
      'a model that takes terabytes, said to take 300 MiB',
      'UNSUPPORTED_SPEC',
      assemble({
        ...frame,
        header: header(FORMAT_VERSION, 0),
        blocks: [
          {
            ...block,
            length: 2 ** 28,
            memory: 300,
            streams: [{ ...stream, method: 1, transforms: [], spec: LARGEST }],
          },
        ],
      }),
    ],
    ['memory-huge', 'a tebibyte of memory', 'MEMORY_LIMIT', block1({ memory: 2 ** 20 })],
    ['memory-absurd', 'more memory than can be meant', 'CORRUPT', block1({ memory: 2 ** 40 })],
    [
      'spec-preset',
      'a preset that is not known',
      'UNSUPPORTED_SPEC',
      stream1({ spec: Uint8Array.of(0xfe, 0x7f) }),
    ],
    [
      'spec-field',
      'a model field that is not known',
      'UNSUPPORTED_SPEC',
      stream1({ spec: Uint8Array.of(1, 1, 63, 1) }),
    ],
    [
      'spec-value',
      'a kind of cell that is not known',
      'UNSUPPORTED_SPEC',
      stream1({ spec: Uint8Array.of(1, 1, 1, 99) }),
    ],
    [
      'spec-count',
      'more model fields than there can be',
      'UNSUPPORTED_SPEC',
      stream1({ spec: Uint8Array.of(1, 0xff, 0x7f) }),
    ],
    [
      'spec-order',
      'model fields out of order',
      'CORRUPT',
      stream1({ spec: Uint8Array.of(1, 2, 3, 2, 2, 16) }),
    ],
    [
      'spec-default',
      'a model field that has its default',
      'CORRUPT',
      stream1({ spec: Uint8Array.of(1, 1, 3, 1) }),
    ],
    [
      'alphabet-empty',
      'an alphabet of no value',
      'CORRUPT',
      stream1({ alphabet: Uint8Array.of(0b00000000, 0b10000000) }),
    ],
    [
      'alphabet-form',
      'a short alphabet in the long form',
      'CORRUPT',
      stream1({ alphabet: Uint8Array.of(0x80, ...Array(12).fill(0), 1, ...Array(19).fill(0)) }),
    ],
    [
      'alphabet-large',
      'more values than bytes',
      'CORRUPT',
      stream1(
        { method: 1, transforms: [], codedLength: 2 },
        { length: 3, payload: Uint8Array.of(1, 2) },
      ),
    ],
    [
      'equal-coded',
      'coded bytes for a block of one value',
      'CORRUPT',
      assemble({
        ...equal.frame,
        blocks: [
          {
            ...equal.block,
            streams: [{ ...equal.stream, codedLength: 1 }],
            payload: Uint8Array.of(0),
          },
        ],
      }),
    ],
    ['streams-none', 'a block of no streams', 'CORRUPT', block1({ table: [0, 0], streams: [] })],
    ['streams-many', 'more streams than there can be', 'CORRUPT', block1({ table: [9] })],
    [
      'streams-stored',
      'a modelled block that is stored',
      'CORRUPT',
      stream1({ method: 0 }, { payload: new Uint8Array(length) }),
    ],
    ['segments-order', 'a second stream first', 'CORRUPT', segments(2, 2, 1, 20_000, 0)],
    ['segments-joined', 'two segments that are one', 'CORRUPT', segments(2, 3, 0, 9, 1, 9, 1)],
    ['segments-empty', 'a segment of no bytes', 'CORRUPT', segments(2, 3, 0, 9, 1, 0, 0)],
    ['segments-long', 'segments beyond the block', 'CORRUPT', segments(2, 2, 0, 2 ** 27, 1)],
    ['segments-many', 'more segments than there can be', 'CORRUPT', segments(2, 1025, 0, 1)],
    ['segments-other', 'segments of another length', 'CHECKSUM', segmentsMoved(several)],
    ['method', 'more transforms than there can be', 'CORRUPT', stream1({ method: 5 })],
    [
      'transform-unknown',
      'a transform that is not known',
      'UNSUPPORTED_VERSION',
      stream1({ method: 2, transforms: [99, length] }),
    ],
    [
      'transform-long',
      'a transform that makes more bytes than there were',
      'CORRUPT',
      stream1({ method: 2, transforms: [1, length + 1] }),
    ],
    [
      'transform-short',
      'a transform that leaves nothing',
      'CORRUPT',
      stream1({ method: 2, transforms: [1, 1] }),
    ],
    [
      'transform-other',
      'bytes that the transform does not make',
      'CORRUPT',
      block1({
        streams: [{ ...stream, method: 2, transforms: [2, Number(stream.transforms[1])] }],
      }),
    ],
    [
      'content',
      'other bytes than the checksum says',
      'CHECKSUM',
      block1({ content: wrongContent }),
    ],
    [
      'payload-other',
      'coded bytes that decode to something else',
      'CORRUPT',
      assemble({ ...plain.frame, blocks: [other(plain.block)] }),
    ],
    [
      'payload-transformed',
      'coded bytes that decode to what the transforms do not make',
      'CORRUPT',
      assemble({ ...frame, blocks: [other(block)] }),
    ],
    [
      'payload-long',
      'a byte behind the coded ones',
      'CORRUPT',
      block1({
        streams: [{ ...stream, codedLength: block.payload.length + 1 }],
        payload: Uint8Array.of(...block.payload, 65),
      }),
    ],
    [
      'payload-short',
      'coded bytes that end before the block does',
      'CORRUPT',
      stream1({ codedLength: 40 }, { payload: block.payload.subarray(0, 40) }),
    ],
    [
      'alphabet-other',
      'the alphabet of other data',
      'CORRUPT',
      assemble({
        ...bases.frame,
        blocks: [
          {
            ...other(bases.block),
            streams: other(bases.block).streams.map((one) => ({
              ...one,
              alphabet: stream.alphabet,
            })),
          },
        ],
      }),
    ],
  ];
  return list.map(([name, about, code, bytes]) => ({ name: `lie-${name}`, about, code, bytes }));
}

export async function invalidArchives(valid: Valid): Promise<InvalidArchive[]> {
  return [...cuts(valid), ...(await damage(valid)), ...(await lies(valid))];
}
