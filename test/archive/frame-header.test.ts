import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_VERSION, MAGIC } from '#dist/archive/format.js';
import { encodeFrameHeader, isFrameName, readFrameHeader } from '#dist/archive/frame-header.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { utf8 } from '../support/archives.js';
import { codeOf } from '../support/failure.js';

const START = [...MAGIC, FORMAT_VERSION];
const read = (bytes: ArrayLike<number>) => readFrameHeader(new ByteSource(Uint8Array.from(bytes)));

const fields = fc.record({
  size: fc.option(fc.maxSafeNat(), { nil: undefined }),
  mtime: fc.option(
    fc.date({ min: new Date(-(2 ** 52)), max: new Date(2 ** 52 - 1), noInvalidDate: true }),
    { nil: undefined },
  ),
  name: fc.option(fc.string({ minLength: 1, unit: 'grapheme' }).filter(isFrameName), {
    nil: undefined,
  }),
  dictionary: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
});

/** A network, the hash of one, or neither. */
const networks = fc.oneof(
  fc.constant({}),
  fc.record({ network: fc.uint8Array({ minLength: 1, maxLength: 300 }) }),
  fc.record({ networkHash: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
);

describe('a frame header', () => {
  it('comes back', () => {
    fc.assert(
      fc.property(fields, networks, (common, network) => {
        const given = { ...common, ...network };
        expect(read(encodeFrameHeader(given))).toEqual({ version: FORMAT_VERSION, ...given });
      }),
    );
  });

  it('is six bytes when it says nothing', () => {
    expect([...encodeFrameHeader({})]).toEqual([...START, 0]);
  });

  it.each([
    ['size -1', { size: -1 }],
    ['size 2^53', { size: 2 ** 53 }],
    ['no date', { mtime: new Date(Number.NaN) }],
    ['a date too far', { mtime: new Date(2 ** 52) }],
    ['a path', { name: 'a/b' }],
    ['an empty network', { network: new Uint8Array(0) }],
    ['a network of more than 64 MiB', { network: new Uint8Array(2 ** 26 + 1) }],
    ['a network and a hash', { network: Uint8Array.of(1), networkHash: 1n }],
  ])('cannot keep %s', (_, given) => {
    expect(codeOf(() => encodeFrameHeader(given))).toBe('INVALID_OPTION');
  });

  it.each([
    'a',
    'a b.txt',
    '.hidden',
    '...',
    'ü'.repeat(512),
    '\ufeffwith a byte-order mark',
    '\u{1f98a}',
  ])('can keep the name %j', (name) => {
    expect(read(encodeFrameHeader({ name })).name).toBe(name);
  });

  it.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a\0',
    'a\nb',
    '\u001b[2J',
    '\u009b2J',
    '\u007f',
    'ü'.repeat(513),
    'half a \ud83e pair',
  ])('cannot keep the name %j', (name) => {
    expect(isFrameName(name)).toBe(false);
    const bytes = utf8(name);
    if (bytes.length < 128 && !name.includes('half'))
      expect(codeOf(() => read([...START, 4, bytes.length, ...bytes]))).toBe('CORRUPT');
  });

  it.each([
    ['another magic', [0xf5, 0x53, 0x41, 0x58], 'NOT_FORESAY'],
    ['another first byte', [0x1f], 'NOT_FORESAY'],
    ['version 0', [...MAGIC, 0], 'UNSUPPORTED_VERSION'],
    ['the version before', [...MAGIC, FORMAT_VERSION - 1], 'UNSUPPORTED_VERSION'],
    ['the next version', [...MAGIC, FORMAT_VERSION + 1], 'UNSUPPORTED_VERSION'],
    ['an unknown flag', [...START, 64], 'UNSUPPORTED_VERSION'],
    ['a network and a hash', [...START, 48, 1, 1, ...Array(8).fill(1)], 'CORRUPT'],
    ['an empty network', [...START, 16, 0], 'CORRUPT'],
    ['a network of more than 64 MiB', [...START, 16, 0x81, 0x80, 0x80, 0x20], 'CORRUPT'],
    ['half a network', [...START, 16, 2, 1], 'TRUNCATED'],
    ['half a hash', [...START, 32, 1, 2, 3, 4], 'TRUNCATED'],
    ['all flags', [...START, 255], 'UNSUPPORTED_VERSION'],
    ['a size in two bytes that fits one', [...START, 1, 0x80, 0x00], 'CORRUPT'],
    ['a name that is not UTF-8', [...START, 4, 1, 0xff], 'CORRUPT'],
    ['a name of 1025 bytes', [...START, 4, 0x81, 0x08], 'CORRUPT'],
    ['half a checksum', [...START, 8, 1, 2, 3, 4], 'TRUNCATED'],
    ['nothing', [], 'TRUNCATED'],
    ['half a magic', [0xf5, 0x53], 'TRUNCATED'],
    ['half a name', [...START, 4, 2, 0x61], 'TRUNCATED'],
  ])('with %s is refused', (_, bytes, code) => {
    expect(codeOf(() => read(bytes))).toBe(code);
  });
});
