import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Checksum,
  checksum,
  checksumBytes,
  checksumFrom,
  loadChecksum,
} from '#dist/archive/checksum.js';
import { utf8 } from '../support/archives.js';
import { codeOf } from '../support/failure.js';

describe('the checksum', () => {
  it('cannot be used before it is loaded', async () => {
    expect(codeOf(() => new Checksum())).toBe('ENGINE');
    await loadChecksum();
    await loadChecksum();
    expect(codeOf(() => new Checksum())).toBe('nothing');
  });

  it.each([
    ['', 0xef46db3751d8e999n],
    ['a', 0xd24ec4f1a98c6e5bn],
    ['abc', 0x44bc2cf5ad770999n],
    ['The quick brown fox jumps over the lazy dog', 0x0b242d361fda71bcn],
  ])('of %j is that of the reference implementation', async (text, expected) => {
    await loadChecksum();
    expect(checksum(utf8(text))).toBe(expected);
  });

  it('does not depend on how the bytes are cut', async () => {
    await loadChecksum();
    const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => (i * i) >> 7);
    const whole = checksum(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length), (cut) => {
        const parts = new Checksum().update(bytes.subarray(0, cut)).update(bytes.subarray(cut));
        expect(parts.digest()).toBe(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('is kept lowest byte first', async () => {
    await loadChecksum();
    const bytes = checksumBytes(0x0102030405060708n);
    expect([...bytes]).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(checksumFrom(bytes)).toBe(0x0102030405060708n);
    expect([...new Checksum().update(utf8('abc')).check()]).toEqual([0x99, 0x09, 0x77, 0xad]);
  });
});
