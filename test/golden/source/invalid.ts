/** Archives that every version must refuse, each with its code. Checksums are right unless they are the point. */
import { alphabetOf, encodeAlphabet } from '#dist/archive/alphabet.js';
import { Checksum, checksumBytes } from '#dist/archive/checksum.js';
import {
  FORMAT_VERSION,
  MAGIC,
  MAX_DEPTH,
  MAX_STREAMS,
  METHOD,
  NUMERIC_VERSION,
  TAG,
} from '#dist/archive/format.js';
import { encodeFrameHeader, readFrameHeader } from '#dist/archive/frame-header.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { encodeSpec, parseSpec } from '#dist/model/model-spec.js';
import { SPLITTERS } from '#dist/split/registry.js';
import { MAX_SEGMENTS } from '#dist/split/segments.js';
import type { ErrorCode } from '../../../src/errors.js';
import {
  assemble,
  mapStreams,
  RAW_STORED,
  type RawFrame,
  type RawModelled,
  type RawTree,
  rawSplit,
  rawStreams,
  takeApart,
  type Varint,
  withPayload,
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

/** The alphabet of `a` alone. */
const EQUAL_ALPHABET = encodeAlphabet(alphabetOf(Uint8Array.of(97)));

const LARGEST = encodeSpec(parseSpec('lstm(2048x8,ngrams=8,ngramBits=24)'));

/** `bytes` with the byte at `at` (from the end when negative) changed. */
function flip(bytes: Uint8Array, at: number, mask = 1): Uint8Array {
  const index = at < 0 ? bytes.length + at : at;
  return bytes.map((byte, i) => (i === index ? byte ^ mask : byte));
}

async function modelled(
  archive: Uint8Array,
): Promise<{ frame: RawFrame; block: RawModelled; stream: RawTree }> {
  const [frame] = await takeApart(archive);
  const block = frame?.blocks[0];
  const stream = block?.kind === 'modelled' ? rawStreams(block.tree)[0] : undefined;
  if (frame === undefined || block?.kind !== 'modelled' || stream === undefined)
    throw new Error('the archive to start from has no modelled block');
  return { frame, block, stream };
}

/** The block with other coded bytes, as many as there may be, so that the decoder does not run out of them. */
function other(block: RawModelled): RawModelled {
  const payload = new Random(5).bytes(Number(block.length) - 200);
  return withPayload(block, payload);
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

/** The first segment gives a byte to the third: the streams and all their bytes are the same. */
function segmentsMoved({ frame, block }: { frame: RawFrame; block: RawModelled }): Uint8Array {
  const [borders, length, ...rest] = block.tree.numbers.map(Number);
  const numbers = [borders, Number(length) - 1, ...rest] as number[];
  return assemble({ ...frame, blocks: [{ ...block, tree: { ...block.tree, numbers } }] });
}

/** Breaks a rule of the format, every checksum right: what a hostile writer sends. */
async function lies(valid: Valid): Promise<InvalidArchive[]> {
  const { frame, block, stream } = await modelled(valid('text'));
  const several = await modelled(valid('streams'));
  const skewed = await modelled(valid('mix-skewed'));
  const equal = await modelled(valid('equal'));
  const plain = await modelled(valid('untransformed'));
  const length = Number(block.length);
  const header = (...bytes: number[]) => Uint8Array.of(...frame.header.subarray(0, 4), ...bytes);
  const block1 = (change: Partial<RawModelled>) =>
    assemble({ ...frame, blocks: [{ ...block, ...change }] });
  const tree1 = (tree: RawTree) => block1({ tree });
  const stream1 = (change: Partial<RawTree>, ofBlock: Partial<RawModelled> = {}) =>
    block1({ ...ofBlock, tree: mapStreams(block.tree, (one) => ({ ...one, ...change })) });
  const segments = (...numbers: number[]) => {
    const tree = { ...several.block.tree, numbers };
    return assemble({ ...several.frame, blocks: [{ ...several.block, tree }] });
  };
  const { branches, columns, image } = SPLITTERS;
  const lineEnds = SPLITTERS['line-ends'];
  const constant = { ...RAW_STORED, method: METHOD.constant, alphabet: Uint8Array.of(65) };
  /** As many streams as said, each but the first of one byte. */
  const streams = (count: number) => {
    const borders = Array.from({ length: count - 1 }, (_, i) => [1, 1 + i]).flat();
    const others = new Array<RawTree>(count - 1).fill(RAW_STORED);
    return rawSplit(SPLITTERS.segments.id, [count - 1, ...borders], constant, ...others);
  };
  const deep = (depth: number): RawTree =>
    depth === 0 ? stream : rawSplit(branches.id, [], deep(depth - 1));
  const picture = (...numbers: Varint[]) =>
    tree1(rawSplit(image.id, numbers, RAW_STORED, stream, RAW_STORED, RAW_STORED));
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
    ['flags', 'a flag that no version has', 'UNSUPPORTED_VERSION', withHeader(FORMAT_VERSION, 64)],
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
      'a dictionary that the reader lacks',
      'DICTIONARY_REQUIRED',
      withHeader(FORMAT_VERSION, 8, 1, 2, 3, 4, 5, 6, 7, 8),
    ],
    ['length-0', 'a block of no bytes', 'CORRUPT', block1({ length: 0 })],
    ['length-huge', 'a block of 2^52 bytes', 'CORRUPT', block1({ length: 2 ** 52 })],
    ['coded-long', 'more coded bytes than bytes', 'CORRUPT', stream1({ numbers: [length] })],
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
            tree: { ...stream, spec: LARGEST },
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
      block1({
        length: 3,
        tree: { ...stream, numbers: [2] },
        payload: Uint8Array.of(1, 2),
      }),
    ],
    [
      'equal-modelled',
      'a model for a block of one value',
      'CORRUPT',
      assemble({
        ...equal.frame,
        blocks: [{ ...equal.block, tree: { ...stream, numbers: [0], alphabet: EQUAL_ALPHABET } }],
      }),
    ],
    ['tree-stored', 'a modelled block that is stored', 'CORRUPT', tree1(RAW_STORED)],
    [
      'tree-method',
      'a method that is not known',
      'UNSUPPORTED_VERSION',
      tree1({ ...stream, method: 99 }),
    ],
    ['tree-deep', 'splits that are too deep', 'CORRUPT', tree1(deep(MAX_DEPTH + 1))],
    ['tree-streams', 'more streams than there can be', 'CORRUPT', tree1(streams(MAX_STREAMS + 1))],
    [
      'split-stored',
      'a split of stored streams only',
      'CORRUPT',
      tree1(rawSplit(SPLITTERS.segments.id, [1, 9, 1], stream, rawSplit(branches.id, [], RAW_STORED))),
    ],
    ['segments-one', 'segments of one stream', 'CORRUPT', segments(0)],
    ['segments-order', 'a third stream before the second', 'CORRUPT', segments(1, 20_000, 2)],
    ['segments-joined', 'two segments that are one', 'CORRUPT', segments(2, 9, 1, 9, 1)],
    ['segments-empty', 'a segment of no bytes', 'CORRUPT', segments(2, 9, 1, 0, 0)],
    ['segments-long', 'segments beyond the block', 'CORRUPT', segments(1, 2 ** 27, 1)],
    ['segments-many', 'more segments than there can be', 'CORRUPT', segments(MAX_SEGMENTS, 1, 1)],
    ['segments-other', 'segments of another length', 'CHECKSUM', segmentsMoved(several)],
    [
      'line-ends-none',
      'line ends, but no line',
      'CORRUPT',
      tree1(rawSplit(lineEnds.id, [0], stream)),
    ],
    [
      'line-ends-many',
      'more line ends than there are bytes',
      'CORRUPT',
      tree1(rawSplit(lineEnds.id, [Math.floor(length / 2) + 1], stream)),
    ],
    [
      'line-ends-other',
      'fewer line ends than the bytes have',
      'CORRUPT',
      tree1(rawSplit(lineEnds.id, [Number(block.tree.numbers[0]) - 1], stream)),
    ],
    ['image-header', 'a picture without a header', 'CORRUPT', picture(0, 9, 1, 9)],
    ['image-pixels', 'a picture without pixels', 'CORRUPT', picture(9, 0, 1, 9)],
    ['image-rows', 'a picture of no rows', 'CORRUPT', picture(9, 9, 1, 0)],
    ['image-long', 'a picture beyond the block', 'CORRUPT', picture(9, 9, 1, length)],
    ['image-huge', 'a picture of 2^100 bytes', 'CORRUPT', picture(9, 2 ** 50, 0, 2 ** 50)],
    [
      'columns-narrow',
      'a table of one column',
      'CORRUPT',
      tree1(rawSplit(columns.id, [1], stream)),
    ],
    [
      'columns-short',
      'a table of one row',
      'CORRUPT',
      tree1(rawSplit(columns.id, [Math.floor(length / 2) + 1], stream)),
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
      'payload-split',
      'coded bytes that decode to what the splitter does not make',
      'CORRUPT',
      assemble({ ...frame, blocks: [other(block)] }),
    ],
    [
      'payload-long',
      'a byte behind the coded ones',
      'CORRUPT',
      block1(withPayload(block, Uint8Array.of(...block.payload, 65))),
    ],
    [
      'payload-short',
      'coded bytes that end before the block does',
      'CORRUPT',
      block1(withPayload(block, block.payload.subarray(0, 40))),
    ],
    [
      'alphabet-other',
      'the alphabet of other data',
      'CORRUPT',
      assemble({
        ...skewed.frame,
        blocks: [
          {
            ...other(skewed.block),
            tree: { ...other(skewed.block).tree, alphabet: stream.alphabet },
          },
        ],
      }),
    ],
  ];
  return list.map(([name, about, code, bytes]) => ({ name: `lie-${name}`, about, code, bytes }));
}

/** Breaks a rule about networks, every checksum of the frame right. */
async function networkLies(valid: Valid): Promise<InvalidArchive[]> {
  const [frame] = await takeApart(valid('network'));
  const [other] = await takeApart(valid('network-frozen'));
  if (!frame || !other) throw new Error('the archives to start from have no frame');
  const file = readFrameHeader(new ByteSource(frame.header)).network as Uint8Array;
  /** The file with its own checksum made right. */
  const sealed = (bytes: Uint8Array) => {
    const content = bytes.subarray(0, -8);
    return concatenate(content, checksumBytes(new Checksum().update(content).digest()));
  };
  const withHeader = (header: Uint8Array) => assemble({ ...frame, header });
  const withNetwork = (network: Uint8Array) => withHeader(encodeFrameHeader({ network }));
  const flags = (...bytes: number[]) => withHeader(Uint8Array.of(...MAGIC, FORMAT_VERSION, ...bytes));
  const list: [name: string, about: string, code: ErrorCode, bytes: Uint8Array][] = [
    [
      'required',
      'a network that the reader lacks',
      'NETWORK_REQUIRED',
      withHeader(encodeFrameHeader({ networkHash: 12345n })),
    ],
    ['both', 'a network and the hash of one', 'CORRUPT', flags(48, 1, 65, 1, 2, 3, 4, 5, 6, 7, 8)],
    ['empty', 'a network of no bytes', 'CORRUPT', flags(16, 0)],
    ['long', 'a network of more bytes than there may be', 'CORRUPT', flags(16, 0x81, 0x80, 0x80, 0x20)],
    ['claim', 'a network that claims 64 MiB', 'TRUNCATED', flags(16, 0x80, 0x80, 0x80, 0x20)],
    ['cut', 'a network file that is cut', 'CORRUPT', withNetwork(file.subarray(0, 9))],
    ['other', 'bytes that are no network file', 'CORRUPT', withNetwork(sealed(flip(file, 0)))],
    ['damaged', 'a network file with a wrong checksum', 'CORRUPT', withNetwork(flip(file, 200))],
    [
      'version',
      'a network file of a version that is not known yet',
      'UNSUPPORTED_VERSION',
      withNetwork(sealed(flip(file, 4, 0x40))),
    ],
    [
      'weights',
      'a network file whose weights end too early',
      'CORRUPT',
      withNetwork(sealed(concatenate(file.subarray(0, 100), file.subarray(-8)))),
    ],
    ['shape', 'a model and a network of another shape', 'CORRUPT', withHeader(other.header)],
    [
      'missing',
      'a model that begins with a network that the frame lacks',
      'CORRUPT',
      withHeader(encodeFrameHeader({})),
    ],
  ];
  return list.map(([name, about, code, bytes]) => ({ name: `network-${name}`, about, code, bytes }));
}

export async function invalidArchives(valid: Valid): Promise<InvalidArchive[]> {
  return [
    ...cuts(valid),
    ...(await damage(valid)),
    ...(await lies(valid)),
    ...(await networkLies(valid)),
  ];
}
