import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabetOf, encodeAlphabet } from '#dist/archive/alphabet.js';
import {
  type BlockHeader,
  encodeBlockHeader,
  memoryNeeded,
  payloadLength,
  readBlockHeader,
} from '#dist/archive/block-header.js';
import {
  MAX_BLOCK_LENGTH,
  MAX_DEPTH,
  MAX_HEADER_LENGTH,
  MAX_STREAMS,
  MEMORY_UNIT,
  NUMERIC_VERSION,
} from '#dist/archive/format.js';
import { leavesOf, type Stream, type Tree } from '#dist/archive/tree.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodeSpec } from '#dist/model/model-spec.js';
import { parametersOf, type Recurrence } from '#dist/split/recurrence/parameters.js';
import { SPLITTERS, type SplitterName } from '#dist/split/registry.js';
import { MAX_SEGMENTS, segmentParameters, segments } from '#dist/split/segments.js';
import { modelledHeader, modelledStream, storedHeader, TEXT } from '../support/archives.js';
import { codeOf } from '../support/failure.js';
import { anySpec } from '../support/specs.js';

await loadChecksum();

const NAMES = Object.keys(SPLITTERS) as SplitterName[];

function read(bytes: Uint8Array): BlockHeader {
  const source = new ByteSource(bytes);
  return readBlockHeader(source.byte(), source);
}

const anyStream = (length: number): fc.Arbitrary<Stream> =>
  fc
    .record({
      kind: fc.constantFrom(...(['stored', 'constant', 'modelled'] as const)),
      value: fc.nat(255),
      coded: fc.nat(),
      spec: anySpec,
      values: fc.uint8Array({ minLength: 2, maxLength: 300 }),
    })
    .map(({ kind, value, coded, spec, values }) => {
      if (kind === 'stored') return { kind, length };
      const alphabet = alphabetOf(values);
      const count = new Set(values).size;
      if (kind === 'constant' || count < 2 || length < count)
        return { kind: 'constant', length, value };
      return { kind, length, codedLength: coded % length, spec, alphabet };
    });

/** Parameters that mostly fit so many bytes. */
const anyParameters: Readonly<
  Record<SplitterName, (length: number) => fc.Arbitrary<readonly number[]>>
> = {
  segments: (length) =>
    fc
      .array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 100 })), { minLength: 2, maxLength: 9 })
      .map((pairs) => {
        const distinct = pairs.filter(([stream], i) => stream !== pairs[i - 1]?.[0]);
        const order = [...new Set(distinct.map(([stream]) => stream))];
        const table = distinct.map(([stream, part]) => ({
          stream: order.indexOf(stream),
          length: Math.max(1, Math.floor((part * length) / 1000)),
        }));
        return segmentParameters(table);
      }),
  'line-ends': (length) => fc.tuple(fc.integer({ min: 1, max: Math.floor(length / 2) })),
  branches: () => fc.constant([]),
  image: (length) =>
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.nat(3))
      .map(([header, row, padding]) =>
        padding === 0
          ? [header, row, 0]
          : [header, row, padding, Math.max(1, Math.floor((length - header) / (row + padding)))],
      ),
  columns: (length) => fc.tuple(fc.integer({ min: 2, max: Math.floor(length / 2) })),
  'subtract-green': () => fc.constant([]),
  recurrence: (length) =>
    fc
      .tuple(anyRecurrence, fc.nat(length))
      .map(([recurrence, offset]) =>
        parametersOf({ ...recurrence, offset, units: length - offset }),
      ),
  fasta: (length) =>
    fc
      .tuple(fc.nat(15), fc.nat(3), fc.nat(80), fc.nat(9), fc.nat(9), fc.nat(9))
      .map(([flags, lead, width, layout, cases, runs]) => [
        ...[flags, lead, width, lead, layout, cases, runs],
        Math.max(1, length - lead - layout - cases - runs),
      ]),
  fastq: (length) =>
    fc
      .tuple(fc.nat(7), fc.nat(3), fc.nat(255), fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }))
      .map(([flags, lead, unknown, types]) => {
        const columns = types.map((type) => (type === 0 ? 0 : 4 * type + type));
        const used = lead + 2 + types.reduce((sum, type) => sum + type, 0);
        const bases = Math.max(0, length - used);
        return [flags, lead, 1, unknown, lead + 1, 1, bases, 0, 0, types.length, ...columns];
      }),
};

/** Rules with layouts that they go with. */
const anyRecurrence = fc.constantFrom<Pick<Recurrence, 'layout' | 'rule'>>(
  {
    layout: { form: 'values', unit: 1, zero: 48, one: 49 },
    rule: { kind: 'xor', inverted: true, lags: [1, 9] },
  },
  {
    layout: { form: 'bits', unit: 1, highestFirst: true },
    rule: { kind: 'xor', inverted: false, lags: [3, 4, 20] },
  },
  {
    layout: { form: 'words', unit: 1, highestFirst: false },
    rule: {
      kind: 'sum',
      terms: [{ lag: 2, factor: { low: 255, high: 0 } }],
      summand: { low: 7, high: 0 },
    },
  },
);

/** A tree over so many bytes. */
const anyTree = (length: number, depth = 0): fc.Arbitrary<Tree> => {
  if (depth === MAX_DEPTH || length < 4) return anyStream(length);
  const split = fc.constantFrom(...NAMES).chain((splitter) =>
    anyParameters[splitter](length).chain((parameters): fc.Arbitrary<Tree> => {
      const lengths = SPLITTERS[splitter].lengths(parameters, length);
      if (!lengths) return anyStream(length);
      return fc
        .tuple(...lengths.filter((part) => part > 0).map((part) => anyTree(part, depth + 1)))
        .map((parts) => ({ kind: 'split', length, splitter, parameters, parts }));
    }),
  );
  return fc.oneof(anyStream(length), split);
};

/** Whether neither the tree nor a split of it is nothing but stored bytes. */
function isCoded(tree: Tree): boolean {
  if (tree.kind !== 'split') return tree.kind !== 'stored';
  const coded = tree.parts.filter(({ kind }) => kind !== 'stored');
  return coded.length > 0 && coded.every(isCoded);
}

const anyModelled: fc.Arbitrary<BlockHeader> = fc
  .integer({ min: 1, max: 10_000 })
  .chain((length) =>
    fc.record({
      memory: fc.integer({ min: 1, max: 5000 }),
      last: fc.boolean(),
      tree: anyTree(length).filter((tree) => isCoded(tree) && leavesOf(tree).length <= MAX_STREAMS),
    }),
  )
  .map(({ memory, tree, last }) => ({
    ...modelledHeader(TEXT, 0, last),
    length: tree.length,
    memory: memory * MEMORY_UNIT,
    tree,
  }));

const anyHeader: fc.Arbitrary<BlockHeader> = fc.oneof(
  { weight: 9, arbitrary: anyModelled },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ minLength: 1, maxLength: 600 }).map((bytes) => storedHeader(bytes)),
  },
);

describe('a block header', () => {
  it('comes back', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        const bytes = encodeBlockHeader(header);
        expect(bytes.length).toBeLessThan(MAX_HEADER_LENGTH);
        expect(read(bytes)).toEqual(header);
      }),
    );
  });

  it('has one encoding: whatever is read is what would be written', () => {
    fc.assert(
      fc.property(anyHeader, fc.nat(), fc.integer({ min: 0, max: 255 }), (header, at, value) => {
        const bytes = encodeBlockHeader(header);
        bytes[at % bytes.length] = value;
        const source = new ByteSource(bytes);
        const code = codeOf(() => {
          const changed = readBlockHeader(source.byte(), source);
          expect(encodeBlockHeader(changed)).toEqual(source.since(0));
        });
        expect([
          'nothing',
          'CORRUPT',
          'TRUNCATED',
          'UNSUPPORTED_SPEC',
          'UNSUPPORTED_VERSION',
        ]).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  it('says what follows and what decoding takes', () => {
    const stored = storedHeader(TEXT);
    expect(payloadLength(stored)).toBe(TEXT.length);
    expect(memoryNeeded(stored)).toBe(TEXT.length);
    const modelled = { ...modelledHeader(TEXT, 100), memory: MEMORY_UNIT + 1 };
    expect(payloadLength(modelled)).toBe(100);
    expect(memoryNeeded(read(encodeBlockHeader(modelled)))).toBe(2 * MEMORY_UNIT);
  });
});

/** A modelled header of TEXT as bytes, with what stands between its memory and its checksum as given. */
function raw(
  fields: { tag?: number; length?: number; memory?: number },
  ...streams: readonly (number | Uint8Array)[]
) {
  const { tag = NUMERIC_VERSION, length = TEXT.length, memory = 3 } = fields;
  const sink = new ByteSink().byte(tag).varint(length).varint(memory);
  for (const part of streams)
    if (typeof part === 'number') sink.varint(part);
    else sink.raw(part);
  return sink.raw(new Uint8Array(8)).take();
}

const { spec, alphabet } = modelledStream(TEXT, 100);
const SPEC = encodeSpec(spec);
const ALPHABET = encodeAlphabet(alphabet);
const ONE_VALUE = encodeAlphabet(alphabetOf(Uint8Array.of(0)));
const STORED = 0;
/** A stream of one value; the value, which is a byte, is also its varint. */
const CONSTANT = [1, 65] as const;
/** A stream of 100 coded bytes. */
const CODED = [2, 100, SPEC, ALPHABET] as const;
const [SEGMENTS, LINES, BRANCHES, IMAGE, COLUMNS] = [3, 4, 5, 6, 7] as const;
const LENGTH = TEXT.length;
const HALF = LENGTH / 2;
const deep = (depth: number) => new Array<number>(depth).fill(BRANCHES);
/** Stored streams of a byte each, and a coded one. */
const manyStreams = (count: number) => [
  SEGMENTS,
  count - 1,
  ...Array.from({ length: count - 1 }, (_, i) => [1, i + 1]).flat(),
  ...new Array<number>(count - 1).fill(STORED),
  ...CODED,
];

describe('a hostile block header', () => {
  it.each([
    ['unknown kind', raw({ tag: 0x7e }, ...CODED), 'UNSUPPORTED_VERSION'],
    ['unknown kind that ends a frame', raw({ tag: 0xfe }, ...CODED), 'UNSUPPORTED_VERSION'],
    ['unknown arithmetic', raw({ tag: NUMERIC_VERSION + 1 }, ...CODED), 'UNSUPPORTED_VERSION'],
    ['old arithmetic', raw({ tag: NUMERIC_VERSION - 1 }, ...CODED), 'UNSUPPORTED_VERSION'],
    ['no bytes', raw({ length: 0 }, ...CONSTANT), 'CORRUPT'],
    ['too many bytes', raw({ length: MAX_BLOCK_LENGTH + 1 }, ...CODED), 'CORRUPT'],
    ['2^53 - 1 bytes', raw({ length: Number.MAX_SAFE_INTEGER }, ...CODED), 'CORRUPT'],
    ['coded bytes that save nothing', raw({}, 2, LENGTH, SPEC, ALPHABET), 'CORRUPT'],
    ['no memory', raw({ memory: 0 }, ...CODED), 'CORRUPT'],
    ['less memory than bytes', raw({ length: 3 * MEMORY_UNIT }, ...CODED), 'CORRUPT'],
    ['too much memory', raw({ memory: 2 ** 20 + 1 }, ...CODED), 'CORRUPT'],
    ['fewer bytes than values', raw({ length: 5 }, 2, 4, SPEC, ALPHABET), 'CORRUPT'],
    ['an alphabet of one value', raw({}, 2, 0, SPEC, ONE_VALUE), 'CORRUPT'],
    ['nothing but a stored stream', raw({}, STORED), 'CORRUPT'],
    ['a split of stored streams', raw({}, SEGMENTS, 1, 500, 1, STORED, STORED), 'CORRUPT'],
    ['one in a split', raw({}, SEGMENTS, 1, 9, 1, BRANCHES, STORED, ...CODED), 'CORRUPT'],
    ['an unknown method', raw({}, 99, ...CODED), 'UNSUPPORTED_VERSION'],
    ['a method of 2^53 - 1', raw({}, 2 ** 53 - 1, ...CODED), 'UNSUPPORTED_VERSION'],
    ['splits five deep', raw({}, ...deep(5), ...CODED), 'CORRUPT'],
    ['segments without a border', raw({}, SEGMENTS, 0, ...CODED), 'CORRUPT'],
    ['a stream without a segment', raw({}, SEGMENTS, 1, 500, 2, ...CODED, ...CODED), 'CORRUPT'],
    ['neighbours of one stream', raw({}, SEGMENTS, 2, 9, 1, 9, 1, ...CODED, ...CODED), 'CORRUPT'],
    ['an empty segment', raw({}, SEGMENTS, 2, 9, 1, 0, 0, ...CODED, ...CODED), 'CORRUPT'],
    ['an empty last segment', raw({}, SEGMENTS, 1, LENGTH, 1, ...CODED), 'CORRUPT'],
    ['segments beyond its end', raw({}, SEGMENTS, 1, LENGTH + 1, 1, ...CODED), 'CORRUPT'],
    ['too many segments', raw({}, SEGMENTS, MAX_SEGMENTS, 1, 1, ...CODED), 'CORRUPT'],
    ['too many streams', raw({}, ...manyStreams(MAX_STREAMS + 1)), 'CORRUPT'],
    ['line ends, but no line', raw({}, LINES, 0, ...CODED), 'CORRUPT'],
    ['more line ends than fit', raw({}, LINES, HALF + 1, ...CODED), 'CORRUPT'],
    ['a picture without a header', raw({}, IMAGE, 0, 9, 0, STORED, ...CODED), 'CORRUPT'],
    ['a picture without pixels', raw({}, IMAGE, 9, 0, 0, STORED, ...CODED), 'CORRUPT'],
    ['a picture without rows', raw({}, IMAGE, 9, 9, 1, 0, STORED, ...CODED), 'CORRUPT'],
    ['a picture beyond its end', raw({}, IMAGE, 9, 9, 1, HALF, STORED, ...CODED), 'CORRUPT'],
    ['a picture of 2^53 rows', raw({}, IMAGE, 9, 9, 1, 2 ** 53 - 1, STORED), 'CORRUPT'],
    ['a pixel of two bytes', raw({ length: 2 }, 8, 2, 0, SPEC, 0xff), 'CORRUPT'],
    ['columns of one byte', raw({}, COLUMNS, 1, ...CODED), 'CORRUPT'],
    ['columns of one row', raw({}, COLUMNS, HALF + 1, ...CODED), 'CORRUPT'],
    ['nothing wrong', raw({}, ...CODED), 'nothing'],
    ['nothing wrong: one value', raw({}, ...CONSTANT), 'nothing'],
    ['nothing wrong: segments', raw({}, SEGMENTS, 1, 9, 1, ...CONSTANT, ...CODED), 'nothing'],
    ['nothing wrong: many streams', raw({}, ...manyStreams(MAX_STREAMS)), 'nothing'],
    ['nothing wrong: line ends', raw({}, LINES, HALF, ...CODED), 'nothing'],
    ['nothing wrong: four deep', raw({}, ...deep(4), ...CODED), 'nothing'],
    ['nothing wrong: a picture', raw({}, IMAGE, 9, 900, 0, STORED, ...CODED, STORED), 'nothing'],
    ['nothing wrong: no more bytes', raw({}, IMAGE, 9, LENGTH - 9, 0, 0, ...CODED), 'nothing'],
    ['nothing wrong: padding', raw({}, IMAGE, 9, 900, 1, 1, 0, ...CODED, 1, 0, 0), 'nothing'],
    ['nothing wrong: a pixel', raw({ length: 3 }, 8, 1, 0), 'nothing'],
    ['nothing wrong: columns', raw({}, COLUMNS, HALF, ...CODED), 'nothing'],
  ] as const)('with %s', (_, bytes, code) => {
    expect(codeOf(() => read(bytes))).toBe(code);
  });

  it('of a stored block with no bytes, or too many', () => {
    const header = (length: number) =>
      new ByteSink().byte(0).varint(length).raw(new Uint8Array(8)).take();
    expect(codeOf(() => read(header(0)))).toBe('CORRUPT');
    expect(codeOf(() => read(header(MAX_BLOCK_LENGTH + 1)))).toBe('CORRUPT');
    expect(codeOf(() => read(header(MAX_BLOCK_LENGTH)))).toBe('nothing');
  });

  it('is not written either', () => {
    const header = modelledHeader(TEXT, TEXT.length);
    expect(codeOf(() => encodeBlockHeader(header))).toBe('ENGINE');
    expect(codeOf(() => encodeBlockHeader(storedHeader(new Uint8Array(0))))).toBe('ENGINE');
  });

  it('of the greatest length is read', () => {
    const splitter = 'segments';
    const table = Array.from({ length: MAX_SEGMENTS }, (_, i) => ({
      stream: i % (MAX_STREAMS / 2),
      length: 2 ** 18,
    }));
    const parameters = segmentParameters(table);
    const length = MAX_SEGMENTS * 2 ** 18;
    const stream = (length: number) => ({ ...modelledStream(TEXT, length - 1), length });
    const parts = (segments.lengths(parameters, length) ?? []).map((part): Tree => {
      const parameters = [1, part - 2 ** 20, 1];
      const parts = [stream(part - 2 ** 20), stream(2 ** 20)];
      return { kind: 'split', length: part, splitter, parameters, parts };
    });
    const tree = { kind: 'split', length, splitter, parameters, parts } as const;
    const header = { ...modelledHeader(TEXT, 0), length, tree, memory: 2 ** 30 };
    const bytes = encodeBlockHeader(header);
    expect(bytes.length).toBeLessThan(MAX_HEADER_LENGTH);
    expect(read(bytes)).toEqual(header);
  });
});
