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
  MAX_HEADER_LENGTH,
  MAX_SEGMENTS,
  MAX_STREAMS,
  MEMORY_UNIT,
  NUMERIC_VERSION,
} from '#dist/archive/format.js';
import { type Segment, streamLengths } from '#dist/archive/segment-table.js';
import type { Applied, Stream } from '#dist/archive/stream-header.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodeSpec } from '#dist/model/model-spec.js';
import { modelledHeader, modelledStream, storedHeader, TEXT } from '../support/archives.js';
import { codeOf } from '../support/failure.js';
import { anySpec } from '../support/specs.js';

await loadChecksum();

function read(bytes: Uint8Array): BlockHeader {
  const source = new ByteSource(bytes);
  return readBlockHeader(source.byte(), source);
}

/** Of a stream of some length. */
const anyStream = (length: number): fc.Arbitrary<Stream> =>
  fc
    .record({
      stored: fc.boolean(),
      coded: fc.nat(),
      spec: anySpec,
      values: fc.uint8Array({ minLength: 1, maxLength: Math.min(300, length) }),
      transforms: fc.subarray<Applied>([
        { name: 'line-ends', length },
        { name: 'branches', length },
      ]),
    })
    .map(({ stored, coded, spec, values, transforms }) => {
      if (stored) return { kind: 'stored', length };
      const codedLength = new Set(values).size === 1 ? 0 : coded % length;
      const alphabet = alphabetOf(values);
      return { kind: 'modelled', length, transforms, codedLength, spec, alphabet };
    });

/** Segments of any streams, numbered as they begin. */
const anySegments: fc.Arbitrary<Segment[]> = fc
  .array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 10_000 })), { minLength: 1, maxLength: 20 })
  .map((pairs) => {
    const distinct = pairs.filter(([stream], i) => stream !== pairs[i - 1]?.[0]);
    const order = [...new Set(distinct.map(([stream]) => stream))];
    return distinct.map(([stream, length]) => ({ stream: order.indexOf(stream), length }));
  });

const anyModelled: fc.Arbitrary<BlockHeader> = anySegments
  .chain((segments) =>
    fc.record({
      segments: fc.constant(segments),
      memory: fc.integer({ min: 1, max: 5000 }),
      last: fc.boolean(),
      streams: fc.tuple(...streamLengths(segments).map(anyStream)),
    }),
  )
  .map(({ segments, memory, streams, last }) => ({
    ...modelledHeader(TEXT, 0, last),
    length: segments.reduce((sum, { length }) => sum + length, 0),
    memory: memory * MEMORY_UNIT,
    segments,
    streams,
  }))
  .filter(({ streams }) => {
    const stored = streams.filter(({ kind }) => kind === 'stored').length;
    return stored <= 1 && stored < streams.length;
  });

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
/** What a plain stream says: no transform, 100 coded bytes. */
const PLAIN = [1, 100, SPEC, ALPHABET] as const;
const LENGTH = TEXT.length;

describe('a hostile block header', () => {
  it.each([
    ['unknown kind', raw({ tag: 0x7e }, 1, ...PLAIN), 'UNSUPPORTED_VERSION'],
    ['unknown kind that ends a frame', raw({ tag: 0xfe }, 1, ...PLAIN), 'UNSUPPORTED_VERSION'],
    ['unknown arithmetic', raw({ tag: NUMERIC_VERSION + 1 }, 1, ...PLAIN), 'UNSUPPORTED_VERSION'],
    ['old arithmetic', raw({ tag: NUMERIC_VERSION - 1 }, 1, ...PLAIN), 'UNSUPPORTED_VERSION'],
    ['no bytes', raw({ length: 0 }, 1, 1, 0, SPEC, ALPHABET), 'CORRUPT'],
    ['too many bytes', raw({ length: MAX_BLOCK_LENGTH + 1 }, 1, ...PLAIN), 'CORRUPT'],
    ['2^53 - 1 bytes', raw({ length: Number.MAX_SAFE_INTEGER }, 1, ...PLAIN), 'CORRUPT'],
    ['coded bytes that save nothing', raw({}, 1, 1, LENGTH, SPEC, ALPHABET), 'CORRUPT'],
    ['no memory', raw({ memory: 0 }, 1, ...PLAIN), 'CORRUPT'],
    ['less memory than bytes', raw({ length: 3 * MEMORY_UNIT }, 1, ...PLAIN), 'CORRUPT'],
    ['too much memory', raw({ memory: 2 ** 20 + 1 }, 1, ...PLAIN), 'CORRUPT'],
    ['fewer bytes than values', raw({ length: 5 }, 1, 1, 4, SPEC, ALPHABET), 'CORRUPT'],
    ['coded bytes for one value', raw({}, 1, 1, 100, SPEC, ONE_VALUE), 'CORRUPT'],
    ['no stream', raw({}, 0, 0), 'CORRUPT'],
    ['too many streams', raw({}, 9, ...PLAIN), 'CORRUPT'],
    ['nothing but a stored stream', raw({}, 1, 0), 'CORRUPT'],
    ['two stored streams', raw({}, 3, 3, 0, 1, 1, 1, 2, 0, 0, ...PLAIN), 'CORRUPT'],
    ['streams in another order', raw({}, 2, 2, 1, 500, 0, ...PLAIN, ...PLAIN), 'CORRUPT'],
    ['a stream without a segment', raw({}, 3, 2, 0, 500, 1, ...PLAIN, ...PLAIN), 'CORRUPT'],
    ['neighbours of one stream', raw({}, 2, 3, 0, 9, 1, 9, 1, ...PLAIN, ...PLAIN), 'CORRUPT'],
    ['an empty segment', raw({}, 2, 3, 0, 500, 1, 0, 0, ...PLAIN, ...PLAIN), 'CORRUPT'],
    ['an empty last segment', raw({}, 2, 2, 0, LENGTH, 1, ...PLAIN, ...PLAIN), 'CORRUPT'],
    ['segments beyond its end', raw({}, 2, 2, 0, LENGTH + 1, 1, ...PLAIN), 'CORRUPT'],
    ['too many segments', raw({}, 2, 1025, 0, 1, 1, ...PLAIN), 'CORRUPT'],
    ['too many transforms', raw({}, 1, 5, 1, LENGTH, 1, LENGTH), 'CORRUPT'],
    ['an unknown transform', raw({}, 1, 2, 99, LENGTH, 100, SPEC, ALPHABET), 'UNSUPPORTED_VERSION'],
    ['a transform that makes too much', raw({}, 1, 2, 1, LENGTH + 1, 100, SPEC), 'CORRUPT'],
    ['a second one that does', raw({}, 1, 3, 1, 1200, 2, 1201, 100, SPEC, ALPHABET), 'CORRUPT'],
    ['a transform that makes nothing', raw({}, 1, 2, 1, 0, 0, SPEC, ONE_VALUE), 'CORRUPT'],
    ['nothing wrong', raw({}, 1, ...PLAIN), 'nothing'],
    ['nothing wrong, twice', raw({}, 2, 2, 0, 500, 1, ...PLAIN, ...PLAIN), 'nothing'],
    ['nothing wrong, transformed', raw({}, 1, 2, 1, 1300, 100, SPEC, ALPHABET), 'nothing'],
    ['nothing wrong, so twice', raw({}, 1, 3, 1, 1300, 2, 1300, 100, SPEC, ALPHABET), 'nothing'],
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
    const segments = Array.from({ length: MAX_SEGMENTS }, (_, i) => ({
      stream: i % MAX_STREAMS,
      length: 2 ** 18,
    }));
    const streams = streamLengths(segments).map((length) => ({
      ...modelledStream(TEXT, length - 1),
      length,
    }));
    const length = MAX_SEGMENTS * 2 ** 18;
    const header = { ...modelledHeader(TEXT, 0), length, segments, streams, memory: 2 ** 30 };
    const bytes = encodeBlockHeader(header);
    expect(bytes.length).toBeLessThan(MAX_HEADER_LENGTH);
    expect(read(bytes)).toEqual(header);
  });
});
