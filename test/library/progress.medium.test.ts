import { describe, expect, it } from 'vitest';
import { compress, compressChunks, decompress, type Progress } from '#dist/node/index.js';
import { Meter } from '#dist/pipeline/meter.js';
import { Random } from '../support/random.js';
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
    const archive = await compress(DATA, { ...OPTIONS, threads, onProgress: packing.onProgress });
    expectSteady(packing.reports, DATA.length, archive.length);
    const unpacking = follow();
    await decompress(archive, { threads, onProgress: unpacking.onProgress });
    expectSteady(unpacking.reports, archive.length, DATA.length);
  });

  it.each([0, 1])(
    'advances within a block for input and output, with %i threads',
    async (threads) => {
      // All symbols cost the same.
      const data = new Random(4).bytes(60_000).map((byte) => byte & 63);
      const packing = follow();
      const archive = await compress(data, {
        model: OPTIONS.model,
        threads,
        onProgress: packing.onProgress,
      });
      const unpacking = follow();
      await decompress(archive, { threads, onProgress: unpacking.onProgress });
      for (const { reports } of [packing, unpacking]) {
        const { bytesIn, bytesOut } = reports.at(-1) as Progress;
        const inside = reports.filter((now) => now.bytesIn > 0 && now.bytesIn < bytesIn);
        expect(inside.length).toBeGreaterThan(1);
        // At half of the input about half of the output should exist.
        for (const now of inside)
          expect(Math.abs(now.bytesOut / bytesOut - now.bytesIn / bytesIn)).toBeLessThan(0.1);
      }
    },
  );

  it('does not decrease when a block is stored instead of coded', async () => {
    const noise = new Random(3).bytes(50_000);
    const { reports, onProgress } = follow();
    const archive = await compress(noise, { ...OPTIONS, threads: 0, onProgress });
    expectSteady(reports, noise.length, archive.length);
  });

  it('has no total when it is not known', async () => {
    const { reports, onProgress } = follow();
    for await (const _ of compressChunks([TEXT], { ...OPTIONS, threads: 0, onProgress }));
    expect(reports.at(-1)?.bytesIn).toBe(TEXT.length);
    expect(reports.at(-1)).not.toHaveProperty('totalIn');
  });

  it('that is async and rejects ends the operation with its reason', async () => {
    const reason = new Error('no display');
    for (const threads of [0, 1]) {
      const onProgress = () => Promise.reject(reason) as never;
      await expect(compress(DATA, { ...OPTIONS, threads, onProgress })).rejects.toBe(reason);
    }
  });

  it('that throws ends the operation with its error', async () => {
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
  it('advances within several blocks at a time', () => {
    const { reports, onProgress } = follow();
    const meter = new Meter(onProgress, 300);
    const [a, b] = [meter.block(1000, 100), meter.block(10, 200)];
    a({ coded: 500, produced: 40 });
    b({ coded: 5, produced: 60 });
    meter.finish();
    expect(reports.at(-1)).toEqual({ bytesIn: 150, bytesOut: 100, totalIn: 300 });
    a({ coded: 1000, produced: 45 });
    b({ coded: 10, produced: 60 });
    meter.addOutput(7);
    meter.finish();
    expect(reports.at(-1)).toEqual({ bytesIn: 300, bytesOut: 112, totalIn: 300 });
  });
});
