/** Round trips of real files of every kind in ../shared/corpus; of large files only the beginning. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compress, decompress, inspect } from '#dist/node/index.js';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

/** Files below SMALL bytes are used whole, of others the first PART bytes. */
const SMALL = 100_000;
const PART = 20_000;

const FILES = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(CORPUS.length))
      .sort()
  : [];

/** One file of each kind, for a slower level. */
const SLOWLY = /grammar\.lsp|geo\.protodata|phage_lambda\.fa|kodim01\.ppm/;

function beginningOf(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(CORPUS + name));
  return bytes.length < SMALL ? bytes : bytes.slice(0, PART);
}

describe('files of the corpus', () => {
  if (FILES.length === 0) it('are skipped: there is no ../shared/corpus', ({ skip }) => skip());

  it.each(FILES)('round-trip: %s', async (name) => {
    const data = beginningOf(name);
    const archive = await compress(data, { level: 1 });
    expect(archive.length).toBeLessThan(data.length + 40);
    expect((await inspect(archive)).originalBytes).toBe(data.length);
    expect(Buffer.compare(await decompress(archive), data)).toBe(0);
  });

  it.each(FILES.filter((name) => SLOWLY.test(name)))('round-trip at level 4: %s', async (name) => {
    const data = beginningOf(name).subarray(0, PART);
    const archive = await compress(data, { level: 4, blockSize: 11_000 });
    expect(Buffer.compare(await decompress(archive), data)).toBe(0);
  });
});
