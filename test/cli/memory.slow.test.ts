/** The memory limit with real bytes: stored blocks of 256 MiB through standard input, and large blocks compressed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { memoryNeeded } from '#dist/node/index.js';
import { frameOf, storedBlock, times } from '../support/hostile.js';
import { Random } from '../support/random.js';
import { words } from '../support/words.js';

await loadChecksum();

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const MIB = 2 ** 20;

/** What a process takes beside the limit, and each of its workers. */
const PROCESS = 100 * MIB;
const WORKER = 16 * MIB;

/** Sends the pieces through a process; gives the peak of its resident memory, bytes. */
async function peakOf(pieces: Iterable<Uint8Array>, ...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, 1024 * Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended; the last look counts.
    }
  }, 20);
  const ended = once(child, 'exit');
  await pipeline(pieces, child.stdin);
  const [status] = await ended;
  clearInterval(look);
  expect(status).toBe(0);
  return peak;
}

it.each([
  [1, 270],
  [2, 270],
  [2, 540],
])('stored blocks of 256 MiB, %i threads, -M %i MiB', async (threads, limit) => {
  const length = 256 * MIB;
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += MIB) bytes.set(new Random(at).bytes(1024), at);
  const archive = frameOf(times(4, storedBlock(bytes)));
  const peak = await peakOf(archive, '-d', '-o', devNull, `-T${threads}`, `-M${limit * MIB}`);
  console.log(`${threads} threads, ${limit} MiB allowed: ${(peak / MIB).toFixed(0)} MiB`);
  expect(peak).toBeGreaterThan(length);
  expect(peak).toBeLessThan(limit * MIB + PROCESS + threads * WORKER);
});

it.each([1, 2])('compressing blocks of 16 MiB, %i threads', async (threads) => {
  const model = 'mix(orders=1)';
  const limit = threads * (await memoryNeeded({ model, blockSize: 16 * MIB }));
  const text = Array.from({ length: 64 }, (_, i) => words(i, MIB));
  const peak = await peakOf(
    text,
    '-o',
    devNull,
    `-T${threads}`,
    `-M${limit}`,
    `--model=${model}`,
    '--block-size=16M',
  );
  console.log(
    `${threads} threads, ${(limit / MIB).toFixed(0)} MiB allowed: ${(peak / MIB).toFixed(0)} MiB`,
  );
  expect(peak).toBeLessThan(limit + PROCESS + threads * WORKER);
});
