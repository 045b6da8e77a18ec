import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteSink, VARINT_MAX } from '#dist/bytes/byte-sink.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { codeOf } from '../support/failure.js';

const write = (value: number) => new ByteSink().varint(value).take();
const read = (bytes: ArrayLike<number>, max?: number) =>
  new ByteSource(Uint8Array.from(bytes)).varint('it', max);

describe('varints', () => {
  it.each([
    [0, [0x00]],
    [1, [0x01]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [1000, [0xe8, 0x07]],
    [2 ** 32, [0x80, 0x80, 0x80, 0x80, 0x10]],
    [VARINT_MAX, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('%d is %j', (value, bytes) => {
    expect([...write(value)]).toEqual(bytes);
    expect(read(bytes)).toBe(value);
  });

  it('round-trip', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(read(write(value))).toBe(value);
      }),
    );
  });

  it('have one encoding: bytes that can be read are the bytes that would be written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 12 }), (bytes) => {
        const source = new ByteSource(bytes);
        let value = 0;
        try {
          value = source.varint('it');
        } catch {
          return;
        }
        expect(write(value)).toEqual(source.since(0));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a longer form of 0', [0x80, 0x00]],
    ['a longer form of 1', [0x81, 0x80, 0x00]],
    ['2^53', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]],
    ['nine bytes', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
    ['bytes without end', new Array(100).fill(0x80)],
  ])('refuse %s', (_, bytes) => {
    expect(codeOf(() => read(bytes))).toBe('CORRUPT');
  });

  it('above the bound are CORRUPT', () => {
    expect(read([0x64], 100)).toBe(100);
    expect(codeOf(() => read([0x65], 100))).toBe('CORRUPT');
  });

  it('that are cut off are TRUNCATED', () => {
    expect(codeOf(() => read([]))).toBe('TRUNCATED');
    expect(codeOf(() => read([0x80]))).toBe('TRUNCATED');
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('cannot hold %d', (value) => {
    expect(codeOf(() => write(value))).toBe('ENGINE');
  });
});
