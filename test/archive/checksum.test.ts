import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Checksum, checksum, checksumBytes, checksumFrom } from '#dist/archive/checksum.js';
import { idleCodec, loadChecksum } from '#dist/codec/idle-codec.js';
import { utf8 } from '../support/archives.js';

/** The first bytes of the buffer that the reference implementation checks itself with (xsum_sanity_check.c). */
function reference(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 2654435761n;
  for (let i = 0; i < length; i++) {
    bytes[i] = Number(state >> 56n);
    state = BigInt.asUintN(64, state * 11400714785074694797n);
  }
  return bytes;
}

/** Of that buffer, by length: what the reference implementation publishes. */
const PUBLISHED: readonly [number, bigint][] = [
  [0, 0xef46db3751d8e999n],
  [1, 0xe934a84adb052768n],
  [4, 0x9136a0dca57457een],
  [14, 0x8282dcc4994e35c8n],
  [222, 0xb641ae8cb691c174n],
];

/** The same by another implementation (xxhash-wasm 1.1.0), around every border of the algorithm. */
const KNOWN: readonly [number, bigint][] = [
  [2, 0x5d48cd60a77e23ffn],
  [3, 0xff7e1959cb50794an],
  [5, 0x9b046fb1397f09a5n],
  [7, 0x6c83909a9f01ed25n],
  [8, 0xcdbcf538e71d1348n],
  [9, 0x554b1ae991eda6b6n],
  [11, 0x6345d5746f35da70n],
  [12, 0x0723bf50086ead9an],
  [13, 0xc2e5013e3c40bcf7n],
  [15, 0x180719316d622d84n],
  [16, 0x98c90b57fdfcb55cn],
  [17, 0x0d39a2d051a30c2cn],
  [19, 0xe91c6ef31fc08f82n],
  [20, 0x5f8c68355769439en],
  [23, 0xd2460ecc840b74ddn],
  [24, 0xf75a6dea42dc5bf4n],
  [28, 0x64cd9e8c96a9e2ddn],
  [31, 0x299b39a290e6d783n],
  [32, 0x18b216492bb44b70n],
  [33, 0x55c8dc3e578f5b59n],
  [35, 0xcb0aa8e2a7a29707n],
  [36, 0x0ae67584084dc6a4n],
  [39, 0xb888caf07592b1b3n],
  [40, 0x23b3810d7d8b1731n],
  [47, 0x84a42e167cbd1fefn],
  [48, 0xfd0feeac7a939933n],
  [63, 0xa9efbe0fa0f3f4e7n],
  [64, 0xef558f8acac2b5cdn],
  [65, 0xde0f20dc2631af7an],
  [95, 0xff9f46bdcc644624n],
  [96, 0x105064e743edd1d9n],
  [97, 0x097b16e4e9b0a2e3n],
  [100, 0x4bfe019cd91d9ea4n],
  [127, 0x3c7a21119aa662b0n],
  [128, 0x90ca021457d96dc5n],
  [1000, 0x52bd1358f22e9ef7n],
  [1024, 0x4775bf7cace4d177n],
  [16383, 0x4c56a25955295e07n],
  [16384, 0x74bdc12da9a7a784n],
  [16385, 0x123e88d8f479f19bn],
  [65537, 0x3aa92e8233e07002n],
  [199999, 0x12440a3b4aa4d645n],
];

describe('the checksum', () => {
  it.each([
    ['', 0xef46db3751d8e999n],
    ['a', 0xd24ec4f1a98c6e5bn],
    ['abc', 0x44bc2cf5ad770999n],
    ['The quick brown fox jumps over the lazy dog', 0x0b242d361fda71bcn],
  ])('of %j is that of the reference implementation', async (text, expected) => {
    await loadChecksum();
    expect(checksum(utf8(text))).toBe(expected);
  });

  it.each([...PUBLISHED, ...KNOWN])('of %i bytes is XXH64', async (length, expected) => {
    await loadChecksum();
    expect(checksum(reference(length))).toBe(expected);
  });

  it('does not depend on how the bytes are cut', async () => {
    await loadChecksum();
    const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => (i * i) >> 7);
    const whole = checksum(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(100), (cut, few) => {
        const parts = new Checksum()
          .update(bytes.subarray(0, cut))
          .update(bytes.subarray(cut, cut + few))
          .update(bytes.subarray(cut + few));
        expect(parts.digest()).toBe(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('may be one of many at work, digested amid its bytes, in an instance that also measures', async () => {
    await loadChecksum();
    const bytes = reference(5000);
    const sums = Array.from({ length: 200 }, () => new Checksum());
    const { checksum: code } = await idleCodec();
    for (let at = 0; at < bytes.length; at += 50) {
      for (const [i, sum] of sums.entries()) sum.update(bytes.subarray(at, at + 50 - (i % 3)));
      for (const sum of sums) sum.digest();
      // Views of a memory that has grown are of no use any more.
      if (at === 2500) code.memory.grow(1);
    }
    const kept = [50, 49, 48].map((length) => {
      const parts = Array.from({ length: 100 }, (_, i) => bytes.subarray(50 * i, 50 * i + length));
      return checksum(Uint8Array.from(parts.flatMap((part) => [...part])));
    });
    for (const [i, sum] of sums.entries()) expect(sum.digest()).toBe(kept[i % 3]);
  });

  it('is kept lowest byte first', async () => {
    await loadChecksum();
    const bytes = checksumBytes(0x0102030405060708n);
    expect([...bytes]).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(checksumFrom(bytes)).toBe(0x0102030405060708n);
    expect([...new Checksum().update(utf8('abc')).check()]).toEqual([0x99, 0x09, 0x77, 0xad]);
  });
});
