import { describe, expect, it } from 'vitest';
import { compress, compressChunks, decompress, type Progress } from '#dist/node/index.js';
import { Meter } from '#dist/pipeline/meter.js';
import { joined, TEXT } from './samples.js';

const DATA = joined(...Array(20).fill(TEXT));
const OPTIONS = { model: 'lstm(32x1)', blockSize: 25_000 };

function follow() {
  const reports: Progress[] = [];
  return { reports, onProgress: (progress: Progress) => void reports.push(progress) };
}

function expectSteady(reports: readonly Progress[], bytesIn: number, bytesOut: number) {
  expect(reports.at(-1)).toEqual({ bytesIn, bytesOut, totalIn: bytesIn });
  for (const [i, now] of reports.entries()) {
    expect(now.bytesIn).toBeGreaterThanOrEqual(reports[i - 1]?.bytesIn ?? 0);
    expect(now.bytesOut).toBeGreaterThanOrEqual(reports[i - 1]?.bytesOut ?? 0);
  }
}

describe('onProgress', () => {
  it.each([0, 1, 2])('only grows and ends at the total, with %i threads', async (threads) => {
    const packing = follow();
    const archive = await compress(DATA, { ...OPTIONS, threads, ...packing });
    expectSteady(packing.reports, DATA.length, archive.length);
    const unpacking = follow();
    await decompress(archive, { threads, ...unpacking });
    expectSteady(unpacking.reports, archive.length, DATA.length);
  });

  it('says nothing of a total that is not known', async () => {
    const { reports, onProgress } = follow();
    for await (const _ of compressChunks([TEXT], { ...OPTIONS, threads: 0, onProgress }));
    expect(reports.at(-1)?.bytesIn).toBe(TEXT.length);
    expect(reports.at(-1)).not.toHaveProperty('totalIn');
  });

  it('that throws stops the operation with what it threw', async () => {
    for (const threads of [0, 1]) {
      const error = new Error('no more');
      const onProgress = () => {
        throw error;
      };
      await expect(compress(DATA, { ...OPTIONS, threads, onProgress })).rejects.toBe(error);
    }
  });
});

describe('Meter', () => {
  it('moves inside blocks, several at a time', () => {
    const { reports, onProgress } = follow();
    const meter = new Meter(onProgress, 300);
    const [a, b] = [meter.part(1000, 100), meter.part(10, 200)];
    a.at(500);
    b.at(5);
    meter.finish();
    expect(reports.at(-1)?.bytesIn).toBe(150);
    a.at(1000);
    b.at(10);
    meter.gave(7);
    meter.finish();
    expect(reports.at(-1)).toEqual({ bytesIn: 300, bytesOut: 7, totalIn: 300 });
  });
});
