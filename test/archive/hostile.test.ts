/** Archives that make a reader do much for few bytes: what it does is bounded by counting, not by a clock. */
import { describe, expect, it, vi } from 'vitest';

import { ArchiveReader } from '#dist/archive/archive-reader.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { joined, readAll } from '../support/archives.js';
import { codeOf } from '../support/failure.js';
import { frameOf, segmentedBlock, storedBlock, times } from '../support/hostile.js';

await loadChecksum();

/** Bytes that are looked at while the archive comes in pieces of the length. */
function bytesRead(archive: Uint8Array, piece: number): number {
  const spy = vi.spyOn(ByteSource.prototype, 'byte');
  const pieces = Array.from({ length: Math.ceil(archive.length / piece) }, (_, i) =>
    archive.subarray(piece * i, piece * (i + 1)),
  );
  readAll(pieces, { payloads: 'verify' });
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

describe('a header that comes byte by byte', () => {
  it.each([
    ['1,024 segments', segmentedBlock(1024)],
    [
      '1,024 segments and a long spec',
      segmentedBlock(
        1024,
        parseSpec(
          'mix(orders=0+1+2+3+4+5+6+7+8,words=word+word1+word2,sparse=2+3+4,records=column+above,matches=6+16,select=partial+byte1+matchLength,apm=order2+order3,samples=direct,limit=300,byteMatch=77)+lstm(320x2,horizon=11,seed=12345)',
        ),
      ),
    ],
    ['tiny blocks', storedBlock(Uint8Array.of(1))],
  ])('is not parsed again for each byte: %s', (_, block) => {
    const archive = joined(frameOf(times(4, block)));
    const atOnce = bytesRead(archive, archive.length);
    expect(bytesRead(archive, 1)).toBeLessThan(40 * atOnce);
  });
});

describe('the network of a frame header', () => {
  const file = new Uint8Array(100_000).fill(7);
  const archive = joined(frameOf([storedBlock(Uint8Array.of(1))], { network: file }));

  it('is not parsed or copied again for each piece that comes', () => {
    const atOnce = bytesRead(archive, archive.length);
    expect(bytesRead(archive, 100)).toBeLessThan(4 * atOnce);
  });

  it('takes memory as its bytes arrive, not as its length claims', () => {
    // 64 MiB are claimed.
    const claim = Uint8Array.of(...archive.subarray(0, 5), 16, 0x80, 0x80, 0x80, 0x20);
    const reader = new ArchiveReader();
    for (let i = 0; i < 100; i++) {
      expect([...reader.read(i === 0 ? claim : file.subarray(0, 1000))]).toEqual([]);
      const held: number = Reflect.get(reader, 'held').length;
      expect(held).toBeLessThanOrEqual(1 << 18);
    }
    expect(() => reader.finish()).toThrow('too early');
  });

  it('is refused beyond the limit of memory before it arrives', () => {
    const claim = Uint8Array.of(...archive.subarray(0, 5), 16, 0x80, 0x80, 0x80, 0x20);
    const reader = new ArchiveReader({ memory: 2 ** 20 });
    expect(codeOf(() => [...reader.read(claim)])).toBe('MEMORY_LIMIT');
    expect(codeOf(() => readAll([archive], { memory: 1000 }))).toBe('MEMORY_LIMIT');
  });
});
