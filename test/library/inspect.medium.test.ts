/** inspect() and `foresay -l` of archives with very many frames or blocks. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { type BlockInfo, type FrameStartInfo, inspect } from '#dist/node/index.js';
import { joined, utf8 } from '../support/archives.js';
import { frameOf, modelledBlock, storedBlock, times } from '../support/hostile.js';
import { rejectionCode } from '../support/rejection.js';

await loadChecksum();

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const STORED = storedBlock(utf8('A'));
const COUNT = 12_000;

/** Three frames, the second with very many blocks. */
const BLOCKS = joined([
  ...frameOf([STORED], { name: 'first' }),
  ...frameOf(times(COUNT, STORED)),
  ...frameOf([STORED]),
]);
/** Very many frames. */
const FRAMES = joined(times(COUNT, frameOf([])).flat());
/** Blocks with a different model each. */
const MODELS = joined(
  frameOf(Array.from({ length: 150 }, (_, i) => modelledBlock(parseSpec(`lstm(8x1,seed=${i})`)))),
);

describe('inspect', () => {
  it('counts all frames and blocks, and lists 10,000 of each', async () => {
    const { frames, ...sums } = await inspect(BLOCKS);
    expect(sums).toMatchObject({ frameCount: 3, blockCount: COUNT + 2, originalBytes: COUNT + 2 });
    expect(frames.map(({ blocks }) => blocks.length)).toEqual([1, 9999, 0]);
    expect(frames.map(({ blockCount }) => blockCount)).toEqual([1, COUNT, 1]);
    const many = await inspect(FRAMES);
    expect(many).toMatchObject({ frameCount: COUNT, blockCount: 0, archiveBytes: FRAMES.length });
    expect(many.frames).toHaveLength(10_000);
  });

  it('lists as many as maxListed', async () => {
    const { frames, blockCount } = await inspect(BLOCKS, { maxListed: 2 });
    expect(blockCount).toBe(COUNT + 2);
    expect(frames.map(({ blocks }) => blocks.length)).toEqual([1, 1]);
    expect((await inspect(BLOCKS, { maxListed: 0 })).frames).toEqual([]);
  });

  it('calls onFrame and onBlock for all of them, in order', async () => {
    const told: (FrameStartInfo | BlockInfo)[] = [];
    const { frames } = await inspect(BLOCKS, {
      maxListed: 2 * COUNT,
      onFrame: (frame) => told.push(frame),
      onBlock: (block) => told.push(block),
    });
    const listed = frames.flatMap(
      ({ archiveBytes, originalBytes, blockCount, blocks, ...start }) => [start, ...blocks],
    );
    expect(told).toEqual(listed);
  });

  it('lists 100 models', async () => {
    const { models } = await inspect(MODELS);
    expect(models).toHaveLength(100);
    expect(models[99]).toBe('lstm(8x1,seed=99)');
  });

  it('rejects as a callback throws, and when it is aborted', async () => {
    const onBlock = () => {
      throw new RangeError('mine');
    };
    await expect(inspect(BLOCKS, { onBlock })).rejects.toThrow('mine');
    const controller = new AbortController();
    const inspecting = inspect([BLOCKS.subarray(0, 1000), BLOCKS.subarray(1000)], {
      onFrame: () => controller.abort(),
      signal: controller.signal,
    });
    expect(await rejectionCode(inspecting)).toBe('ABORTED');
    expect(await rejectionCode(inspect(BLOCKS, { signal: controller.signal }))).toBe('ABORTED');
    expect(await rejectionCode(inspect(BLOCKS, { listed: 1 } as object))).toBe('INVALID_OPTION');
  });
});

describe('foresay -l in a small heap', () => {
  const list = (archive: Uint8Array, ...args: string[]) =>
    spawnSync(process.execPath, ['--max-old-space-size=16', MAIN, ...args], {
      input: archive,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });

  it.each([
    ['blocks', joined(frameOf(times(120_000, STORED)))],
    ['frames', joined(times(120_000, frameOf([])).flat())],
  ])('lists 120,000 %s', (_, archive) => {
    for (const args of [['-l'], ['-lv', '--json']]) {
      const { status, stderr, stdout } = list(archive, ...args);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(stdout).toMatch(/120,?000/);
    }
  });
});
