/** Progress reports while a model is primed. */
import { describe, expect, it, vi } from 'vitest';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { codecModule } from '#dist/codec/module.js';
import { compress, decompress, type Learning, type Progress } from '#dist/node/index.js';
import { Meter } from '#dist/pipeline/meter.js';
import { compressSettings } from '#dist/pipeline/settings.js';
import { runTask, type Task } from '#dist/workers/task.js';
import { alice, dictionaryOf } from '../codec/support/blocks.js';
import { joined, TEXT } from './samples.js';

const DICTIONARY = alice(40_000);

/** The reports of learning, and the last report of all. */
async function follow(work: (onProgress: (progress: Progress) => void) => Promise<unknown>) {
  const reports: Progress[] = [];
  await work((progress) => void reports.push(progress));
  const learning = reports.flatMap(({ learning }) => (learning ? [learning] : []));
  return { learning, last: reports.at(-1) };
}

function expectGrowth(learning: readonly Learning[]) {
  for (const [i, { bytes, total }] of learning.entries()) {
    expect(bytes).toBeGreaterThanOrEqual(learning[i - 1]?.bytes ?? 0);
    expect(bytes).toBeLessThan(total);
  }
}

describe.each([0, 1])('with %i threads', (threads) => {
  it.each([
    ['lstm(64x1)', 'dictionary', 0],
    ['lstm(64x1,prior=text)', 'text + dictionary', 27_494],
  ])('%s: %s is reported both ways, though nothing else moves', async (model, what, prior) => {
    const options = { model, threads, dictionary: DICTIONARY };
    let archive = new Uint8Array(0);
    const there = await follow(async (onProgress) => {
      archive = await compress(TEXT, { ...options, onProgress });
    });
    const back = await follow((onProgress) => decompress(archive, { ...options, onProgress }));
    for (const { learning, last } of [there, back]) {
      // It takes a quarter of a second at least, and a report comes every 40 ms.
      expect(learning.length).toBeGreaterThan(1);
      for (const one of learning)
        expect(one).toMatchObject({ what, total: DICTIONARY.length + prior });
      expectGrowth(learning);
      expect(learning.at(-1)?.bytes).toBeGreaterThan(0);
      expect(last).not.toHaveProperty('learning');
    }
  });
});

it('a block of several streams reports the priming of each', async () => {
  await loadChecksum();
  const waves = Int16Array.from({ length: 50_000 }, (_, i) => 9000 * Math.sin(i / 50) + (i % 7));
  const bytes = joined(alice(60_000), new Uint8Array(waves.buffer));
  const { models } = compressSettings({ level: 1 });
  const task: Task = {
    type: 'encode',
    bytes,
    last: true,
    models,
    dataKind: undefined,
    dictionary: dictionaryOf(alice(2000)),
    memory: Number.MAX_SAFE_INTEGER,
  };
  const learningByName = new Map<string, Learning[]>();
  for (const { learning } of runTask(new BlockCoder(await codecModule()), task))
    if (learning)
      learningByName.set(learning.what, [...(learningByName.get(learning.what) ?? []), learning]);
  expect([...learningByName.keys()]).toEqual(['text + dictionary', 'dictionary']);
  for (const learning of learningByName.values()) expectGrowth(learning);
});

it('the priming of the oldest block is reported', () => {
  vi.spyOn(performance, 'now').mockImplementation(() => 1000 * reports.length);
  const reports: Progress[] = [];
  const meter = new Meter((progress) => void reports.push(progress), 20);
  const [a, b] = [meter.block(10, 10), meter.block(10, 10)];
  const learning = (bytes: number) => ({ what: 'english', bytes, total: 100 });
  a({ coded: 0, produced: 0, learning: learning(1) });
  b({ coded: 0, produced: 0, learning: learning(2) });
  a({ coded: 0, produced: 0, learning: learning(3) });
  a({ coded: 1, produced: 1 });
  b({ coded: 1, produced: 1 });
  expect(reports.map(({ learning }) => learning?.bytes)).toEqual([1, 1, 3, 2, undefined]);
  vi.restoreAllMocks();
});
