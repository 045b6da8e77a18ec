import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CompressOptions,
  CompressStream,
  compress,
  compressChunks,
  createCompress,
  createDecompress,
  decompress,
  formatSpec,
  initialize,
  inspect,
  memoryNeeded,
  parseSpec,
  VERSION,
} from '#dist/node/index.js';
import { webPlatform } from '#dist/web/platform.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { FAST, joined, TEXT } from './samples.js';

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const list: Uint8Array[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return list;
}

describe('options', () => {
  it.each([
    [{ lvl: 5 }, 'INVALID_OPTION', /unknown option lvl; the options are threads, /],
    [{ maxOutputBytes: 5 }, 'INVALID_OPTION', /unknown option maxOutputBytes/],
    [{ maxSeconds: -1 }, 'INVALID_OPTION', /maxSeconds must be a positive number, not -1/],
    [{ maxCost: 0.5 }, 'INVALID_OPTION', /maxCost/],
    [{ onProgress: 5 }, 'INVALID_OPTION', /onProgress must be a function, not 5/],
    [{ signal: {} }, 'INVALID_OPTION', /signal/],
    [{ level: 0 }, 'INVALID_OPTION', /level must be an integer from 1 to 9, not 0/],
    [{ level: 1.5 }, 'INVALID_OPTION', /level/],
    [{ level: 1, model: 'lstm' }, 'INVALID_OPTION', /level and model/],
    [{ model: 'transformer(9x9)' }, 'INVALID_SPEC', /rnn, gru, lstm or none/],
    [{ blockSize: 0 }, 'INVALID_OPTION', /blockSize/],
    [{ blockSize: 2 ** 28 + 1 }, 'INVALID_OPTION', /blockSize/],
    [{ threads: -1 }, 'INVALID_OPTION', /threads/],
    [{ memory: 0 }, 'INVALID_OPTION', /memory/],
    [{ size: 5 }, 'INVALID_OPTION', /size is 5, but the input is longer/],
    [{ size: 3001 }, 'INVALID_OPTION', /size is 3001, but the input has 3000 bytes/],
    [{ name: 'a/b' }, 'INVALID_OPTION', /a\/b/],
    [{ mtime: new Date(Number.NaN) }, 'INVALID_OPTION', /mtime/],
  ])('%j is refused', async (options, code, message) => {
    const error = await rejection(compress(TEXT, { threads: 0, ...options } as CompressOptions));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('are checked by the constructors of streams', () => {
    expect(() => new CompressStream({ level: 10 })).toThrow(/level/);
    expect(() => createCompress({ model: 'x' })).toThrow(/x/);
    expect(() => createDecompress({ threads: 0.5 })).toThrow(/threads/);
  });

  it('of input that is not bytes are refused', async () => {
    for (const data of ['text', 5, null, undefined, {}, ['text']])
      for (const run of [compress, decompress, inspect])
        expect(await rejectionCode(run(data as never))).toBe('INVALID_OPTION');
  });

  it('of compression are ignored by decompression, so that both can use one set', async () => {
    const options = { ...FAST, blockSize: 1000, kind: 'text' } as const;
    expect(await decompress(await compress(TEXT, options), options)).toEqual(TEXT);
    expect(await rejectionCode(decompress(TEXT, { lvl: 1 } as never))).toBe('INVALID_OPTION');
  });

  it('accept the model as text or as an object', async () => {
    const model = parseSpec('gru(16x2,horizon=3)');
    expect(await compress(TEXT, { ...FAST, model })).toEqual(
      await compress(TEXT, { ...FAST, model: formatSpec(model) }),
    );
  });
});

describe('memory', () => {
  it('is sufficient exactly from memoryNeeded() on', async () => {
    const options = { ...FAST, blockSize: 1000 };
    const memory = await memoryNeeded(options);
    expect(memory).toBeGreaterThan(2000);
    const chunks = compressChunks(TEXT, { ...options, memory });
    const archive = await compress(TEXT, options);
    expect(joined(...(await all(chunks)))).toEqual(archive);
    // compress() needs the length of its result in addition.
    expect(await compress(TEXT, { ...options, memory: memory + archive.length })).toEqual(archive);
    const error = await rejection(compress(TEXT, { ...options, memory: memory - 1 }));
    expect(error.code).toBe('MEMORY_LIMIT');
    expect(error.message).toMatch(new RegExp(`--memory.* ${Math.ceil(memory / 2 ** 20)} MiB`));
  });

  it('of levels 1 to 6 fits in browsers, and of all levels in WebAssembly', async () => {
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8, 9] as const)
      for (const size of [2 ** 20, 2 ** 25])
        expect(await memoryNeeded({ level, size })).toBeLessThanOrEqual(
          level <= 6 ? webPlatform.memory() : 2 ** 32,
        );
  });

  it('that does not suffice is an error before the first chunk', async () => {
    const output = compressChunks([TEXT], { ...FAST, memory: 1000 });
    expect(await rejectionCode(output.next())).toBe('MEMORY_LIMIT');
  });

  it('for one thread makes the others wait', async () => {
    const options = { model: FAST.model, blockSize: 500, threads: 3 };
    const memory = await memoryNeeded(options);
    const chunks = await all(compressChunks(TEXT, { ...options, memory }));
    expect(joined(...chunks)).toEqual(await compress(TEXT, options));
  });

  it('that an archive states is not allocated beyond the limit', async () => {
    const archive = await compress(TEXT, FAST);
    const { memory } = await inspect(archive);
    expect(await decompress(archive, { threads: 0, memory })).toEqual(TEXT);
    expect(await rejectionCode(decompress(archive, { threads: 0, memory: memory - 1 }))).toBe(
      'MEMORY_LIMIT',
    );
  });

  it('for empty input is that of the archive alone', async () => {
    const archive = await compress(new Uint8Array(0), { ...FAST, memory: 11 });
    expect(await decompress(archive, { memory: 1 })).toEqual(new Uint8Array(0));
  });
});

describe('the package', () => {
  it('exports its version', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(VERSION).toBe(version);
  });

  it('accepts the compiled codec of this build, and no other value', async () => {
    const wasm = readFileSync(new URL('../../dist/codec/codec.wasm', import.meta.url));
    initialize(new WebAssembly.Module(wasm));
    expect(await decompress(await compress(TEXT, { ...FAST, threads: 1 }))).toEqual(TEXT);
    // The smallest module: magic and version.
    const other = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    for (const module of [other, {}, wasm])
      expect(() => initialize(module as never)).toThrow('initialize()');
  });
});
