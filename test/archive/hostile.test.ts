/** Archives that make a reader do much for few bytes: what it does is bounded by counting, not by a clock. */
import { describe, expect, it, vi } from 'vitest';

import { ByteSource } from '#dist/bytes/byte-source.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { joined, readAll } from '../support/archives.js';
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
