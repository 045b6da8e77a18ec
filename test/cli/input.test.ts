/** Sources: their size, changes while they are read, block devices. */
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

/** reliableSize() of a file of `content` whose stats are replaced by the given ones. */
async function sizeWithStats(content: string, size: bigint, blocks: bigint) {
  const descriptor = openSync(file('claims', content), 'r');
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    return await reliableSize(descriptor, Object.assign(stats, { size, blocks }));
  } finally {
    closeSync(descriptor);
  }
}

describe('reliableSize', () => {
  it('is the size of the stats if the file occupies enough blocks', async () => {
    expect(await sizeWithStats('text', 4n, 8n)).toBe(4);
  });
  it('is the size of the stats if the last byte can be read, as in a sparse file', async () => {
    expect(await sizeWithStats('text', 4n, 0n)).toBe(4);
  });
  it('is undefined if the last byte cannot be read, as in /sys', async () => {
    expect(await sizeWithStats('text', 4096n, 0n)).toBeUndefined();
  });
  it('is undefined for a size of 0, as in /proc', async () => {
    expect(await sizeWithStats('text', 0n, 0n)).toBeUndefined();
  });
});

it('rejects if a file becomes shorter while it is read', async () => {
  const path = file('shorter', new Uint8Array(600_000).fill(1));
  const source = await openSource(path, { followLinks: false, specialFiles: false });
  const chunks = source.chunks()[Symbol.asyncIterator]();
  await chunks.next();
  truncateSync(path, 300_000);
  await chunks.next();
  await expect(chunks.next()).rejects.toThrow('became shorter while it was read');
  await source.close();
});

it('reads up to the size at the start, and detects appended bytes', async () => {
  const path = file('longer', 'text');
  const source = await openSource(path, { followLinks: false, specialFiles: false });
  expect(await source.isUnchanged()).toBe(true);
  appendFileSync(path, 'more');
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('text');
  expect(await source.isUnchanged()).toBe(false);
  await source.close();
});

/** Runs a test with a block device of one megabyte. Skips it where none can be created. */
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

it('does not overwrite a block device that is the input', (context) =>
  withBlockDevice(context, (device) => {
    const run = spawnSync(process.execPath, [MAIN, '-1f', '-o', device, device]);
    expect({ status: run.status, said: String(run.stderr) }).toEqual({
      status: 1,
      said: `foresay: ${device}: is the same file as the input\n`,
    });
  }));
