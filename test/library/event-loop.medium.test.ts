/** The caller's event loop runs during long work. The tests count its turns and measure no time. */
import { expect, it } from 'vitest';
import { compress, decompress, inspect } from '#dist/node/index.js';
import { FAST } from './samples.js';

/** Number of turns of the event loop while `work` runs. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let running = true;
  const count = () => {
    turns++;
    if (running) setImmediate(count);
  };
  setImmediate(count);
  await work();
  running = false;
  return turns;
}

it('the event loop runs while an archive of very many frames is read', async () => {
  const frame = await compress(new Uint8Array(0), FAST);
  const frames = 100_000;
  const archive = new Uint8Array(frames * frame.length);
  for (let i = 0; i < frames; i++) archive.set(frame, i * frame.length);
  expect(await turnsDuring(() => inspect(archive))).toBeGreaterThan(3);
  expect(await turnsDuring(() => decompress(archive, { threads: 0 }))).toBeGreaterThan(3);
});

it('the event loop runs while a long block is decoded from a few bytes', async () => {
  const block = 2 ** 25;
  const archive = await compress(new Uint8Array(block), { ...FAST, blockSize: block });
  // Filling and hashing take eight steps each.
  expect(await turnsDuring(() => decompress(archive, { threads: 0 }))).toBeGreaterThan(15);
});
