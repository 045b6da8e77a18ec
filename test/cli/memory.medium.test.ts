/** The memory limit (-M): the peak of resident memory of the whole process stays within it. */
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checksum } from '#dist/archive/checksum.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { joined } from '../support/archives.js';
import { frameOf, oneValueBlock, times } from '../support/hostile.js';

await loadChecksum();

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const MIB = 2 ** 20;

/** A module that prints the peak of resident memory in KiB when the process ends. */
const PEAK = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  const status = readFileSync('/proc/self/status', 'utf8');
  process._rawDebug(/VmHWM:\\s*(\\d+)/.exec(status)[1]);
});`;

/** Allowance for the process itself: 60 MiB were measured, with one thread and with two. */
const PROCESS = 100 * MIB;

function peakOf(input: Uint8Array, ...args: string[]): number {
  const hook = `data:text/javascript,${encodeURIComponent(PEAK)}`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, MAIN, ...args], {
    input,
    stdio: ['pipe', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: /^\d+\n$/.exec(stderr)?.[0] });
  return 1024 * Number(stderr);
}

describe.runIf(process.platform === 'linux')('-M', () => {
  it.each([1, 2])('bounds the process: blocks of 256 MiB, %i threads', (threads) => {
    const length = 256 * MIB;
    const block = oneValueBlock(length, checksum(new Uint8Array(length).fill(1)));
    const archive = joined(frameOf(times(3, block)));
    const limit = 270 * MIB;
    const peak = peakOf(archive, '-d', '-o', devNull, `-T${threads}`, `-M${limit}`);
    expect(peak).toBeGreaterThan(length);
    expect(peak).toBeLessThan(limit + PROCESS);
  });
});
