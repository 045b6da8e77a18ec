import { expect, it } from 'vitest';
import { ArchiveSummary } from '#dist/archive/archive-summary.js';
import { checksum } from '#dist/archive/checksum.js';
import { FORMAT_VERSION, MEMORY_UNIT, NUMERIC_VERSION } from '#dist/archive/format.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { EQUAL, joined, NOISE, readAll, sampleFrames, TEXT, utf8 } from '../support/archives.js';

await loadChecksum();

it('a summary says what an archive holds', () => {
  const frames = sampleFrames();
  const summary = new ArchiveSummary(10);
  for (const event of readAll([joined(frames)], { payloads: 'verify' })) summary.add(event);
  const modelled = {
    kind: 'modelled',
    memory: 3 * MEMORY_UNIT,
    numericVersion: NUMERIC_VERSION,
    segments: 1,
  };
  const stored = { kind: 'stored', memory: 0, segments: 1 };
  const stream = (originalBytes: number, codedBytes: number) => ({
    originalBytes,
    codedBytes,
    streams: [{ originalBytes, codedBytes, splitters: [], model: 'lstm(64x2)' }],
  });
  const constant = (bytes: number) => ({
    originalBytes: bytes,
    codedBytes: 0,
    streams: [{ originalBytes: bytes, codedBytes: 0, splitters: [], model: 'constant' }],
  });
  const storedStream = (bytes: number) => ({
    originalBytes: bytes,
    codedBytes: bytes,
    streams: [{ originalBytes: bytes, codedBytes: bytes, splitters: [] }],
  });
  const sums = [TEXT, NOISE, EQUAL, utf8('end\n')].map((bytes) =>
    checksum(bytes).toString(16).padStart(16, '0'),
  );
  expect(summary.info).toEqual({
    archiveBytes: joined(frames).length,
    originalBytes: TEXT.length + 40 + 1000 + 4,
    networkBytes: 0,
    codedBytes: 60 + 40 + 4,
    memory: 3 * MEMORY_UNIT,
    frameCount: 3,
    blockCount: 4,
    models: ['lstm(64x2)', 'stored', 'constant'],
    frames: [
      {
        version: FORMAT_VERSION,
        name: 'füchse.txt',
        mtime: new Date('2026-11-23T12:34:56.789Z'),
        archiveBytes: frames[0]?.length,
        originalBytes: TEXT.length + 40 + 1000,
        blockCount: 3,
        blocks: [
          { ...modelled, ...stream(TEXT.length, 60), checksum: sums[0] },
          { ...stored, ...storedStream(40), checksum: sums[1] },
          { ...modelled, ...constant(1000), checksum: sums[2] },
        ],
      },
      { version: FORMAT_VERSION, archiveBytes: 11, originalBytes: 0, blockCount: 0, blocks: [] },
      {
        version: FORMAT_VERSION,
        archiveBytes: frames[2]?.length,
        originalBytes: 4,
        blockCount: 1,
        blocks: [{ ...stored, ...storedStream(4), checksum: sums[3] }],
      },
    ],
  });
});

it('a summary lists no more frames and blocks than it may, and counts all', () => {
  const infos = [0, 1, 2, 3].map((maxListed) => {
    const summary = new ArchiveSummary(maxListed);
    for (const event of readAll([joined(sampleFrames())])) summary.add(event);
    return summary.info;
  });
  for (const { frameCount, blockCount, originalBytes } of infos)
    expect({ frameCount, blockCount, originalBytes }).toEqual({
      frameCount: 3,
      blockCount: 4,
      originalBytes: TEXT.length + 40 + 1000 + 4,
    });
  const listed = infos.map(({ frames }) => frames.map(({ blocks }) => blocks.length));
  expect(listed).toEqual([[], [1], [2, 0], [3, 0, 0]]);
});
