/** What is read, and what it says about itself. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { reliableSize } from '#dist/cli/io/read.js';
import { openSource } from '#dist/cli/io/source.js';
import { MAIN } from './support/shell.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The size that a file of `content` is taken to have when the system claims other things of it. */
async function sizeClaiming(content: string, size: bigint, blocks: bigint) {
  const descriptor = openSync(file('claims', content), 'r');
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    return await reliableSize(descriptor, Object.assign(stats, { size, blocks }));
  } finally {
    closeSync(descriptor);
  }
}

describe('the size of a file', () => {
  it('is what the system says where there is room for so much', async () => {
    expect(await sizeClaiming('text', 4n, 8n)).toBe(4);
  });
  it('is what the system says where the last byte is there, as in a sparse file', async () => {
    expect(await sizeClaiming('text', 4n, 0n)).toBe(4);
  });
  it('is not known where the last byte is not there, as in /sys', async () => {
    expect(await sizeClaiming('text', 4096n, 0n)).toBeUndefined();
  });
  it('is not known where it is said to be 0, as in /proc', async () => {
    expect(await sizeClaiming('text', 0n, 0n)).toBeUndefined();
  });
});

it('notices that a file became shorter', async () => {
  const path = file('shorter', new Uint8Array(600_000).fill(1));
  const source = await openSource(path, { followLinks: false, anyKind: false });
  const chunks = source.chunks()[Symbol.asyncIterator]();
  await chunks.next();
  truncateSync(path, 300_000);
  await chunks.next();
  await expect(chunks.next()).rejects.toThrow('became shorter while it was read');
  await source.close();
});

it('reads what was there when it began, and notices that more came', async () => {
  const path = file('longer', 'text');
  const source = await openSource(path, { followLinks: false, anyKind: false });
  expect(await source.isUnchanged()).toBe(true);
  appendFileSync(path, 'more');
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('text');
  expect(await source.isUnchanged()).toBe(false);
  await source.close();
});

/** Runs a test with a block device of one megabyte, or skips it where the system lets us make none. */
function withBlockDevice(context: TestContext, test: (device: string, image: string) => void) {
  const image = file('image', Buffer.alloc(2 ** 20, 'some text on a disk, and some more '));
  const made = spawnSync('losetup', ['-f', '--show', image], { encoding: 'utf8' });
  if (made.status !== 0) return context.skip();
  const device = made.stdout.trim();
  try {
    test(device, image);
  } finally {
    spawnSync('losetup', ['-d', device]);
  }
}

it('reads a block device as standard input', (context) =>
  withBlockDevice(context, (device, image) => {
    const descriptor = openSync(device, 'r');
    const archive = spawnSync(process.execPath, [MAIN, '-1'], { stdio: [descriptor, 'pipe'] });
    closeSync(descriptor);
    expect(archive.status).toBe(0);
    const options = { input: archive.stdout, maxBuffer: 2 ** 21 };
    const back = spawnSync(process.execPath, [MAIN, '-dc'], options);
    expect(back.stdout.equals(readFileSync(image))).toBe(true);
  }));

it('does not write over a block device that it reads', (context) =>
  withBlockDevice(context, (device) => {
    const run = spawnSync(process.execPath, [MAIN, '-1f', '-o', device, device]);
    expect({ status: run.status, said: String(run.stderr) }).toEqual({
      status: 1,
      said: `foresay: ${device}: is the input itself\n`,
    });
  }));
