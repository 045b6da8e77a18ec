import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAlphabet } from '#dist/archive/alphabet.js';
import {
  type BlockHeader,
  encodeBlockHeader,
  type ModelledHeader,
  memoryNeeded,
  payloadLength,
  readBlockHeader,
} from '#dist/archive/block-header.js';
import { loadChecksum } from '#dist/archive/checksum.js';
import { MAX_BLOCK_LENGTH, MAX_HEADER_LENGTH, MEMORY_UNIT } from '#dist/archive/format.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { encodeSpec } from '#dist/spec/model-spec.js';
import { modelledHeader, storedHeader, TEXT } from '../support/archives.js';
import { codeOf } from '../support/failure.js';
import { anySpec } from '../support/specs.js';

await loadChecksum();

function read(bytes: Uint8Array): BlockHeader {
  const source = new ByteSource(bytes);
  return readBlockHeader(source.byte(), source);
}

const anyHeader: fc.Arbitrary<BlockHeader> = fc
  .record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 600 }),
    coded: fc.nat(),
    memory: fc.integer({ min: 1, max: 5000 }),
    spec: anySpec,
    stored: fc.boolean(),
  })
  .map(({ bytes, coded, memory, spec, stored }) => {
    const codedLength = new Set(bytes).size === 1 ? 0 : coded % bytes.length;
    return stored
      ? storedHeader(bytes)
      : { ...modelledHeader(bytes, codedLength), memory: memory * MEMORY_UNIT, spec };
  });

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

/** A modelled header as bytes, whatever its fields say. */
function raw(fields: Partial<Record<keyof ModelledHeader, unknown>> & { tag?: number }) {
  const header = { ...modelledHeader(TEXT, 100), tag: 1, ...fields } as ModelledHeader & {
    tag: number;
  };
  return new ByteSink()
    .byte(header.tag)
    .varint(header.numericVersion)
    .varint(header.length)
    .varint(header.codedLength)
    .varint(header.memory / MEMORY_UNIT)
    .raw(encodeSpec(header.spec))
    .raw(encodeAlphabet(header.alphabet))
    .raw(new Uint8Array(8))
    .take();
}

describe('a hostile block header', () => {
  it.each([
    ['unknown kind', { tag: 2 }, 'UNSUPPORTED_VERSION'],
    ['unknown numeric version', { numericVersion: 2 }, 'UNSUPPORTED_VERSION'],
    ['numeric version 0', { numericVersion: 0 }, 'UNSUPPORTED_VERSION'],
    ['no bytes', { length: 0, codedLength: 0 }, 'CORRUPT'],
    ['too many bytes', { length: MAX_BLOCK_LENGTH + 1 }, 'CORRUPT'],
    ['2^53 - 1 bytes', { length: Number.MAX_SAFE_INTEGER }, 'CORRUPT'],
    ['coded bytes that save nothing', { codedLength: TEXT.length }, 'CORRUPT'],
    ['no memory', { memory: 0 }, 'CORRUPT'],
    ['less memory than bytes', { length: 3 * MEMORY_UNIT }, 'CORRUPT'],
    ['too much memory', { memory: (2 ** 20 + 1) * MEMORY_UNIT }, 'CORRUPT'],
    ['fewer bytes than values', { length: 5, codedLength: 4 }, 'CORRUPT'],
    [
      'coded bytes for one value',
      { alphabet: Uint8Array.from({ length: 32 }, (_, i) => (i ? 0 : 1)) },
      'CORRUPT',
    ],
    ['nothing wrong', {}, 'nothing'],
  ] as const)('with %s', (_, fields, code) => {
    expect(codeOf(() => read(raw(fields)))).toBe(code);
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
});
