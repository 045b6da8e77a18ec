/** For arguments of any type, every error of the public API is a ForesayError. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as foresay from '#dist/node/index.js';

/** Values of many types: numbers, strings, objects, empty proxies, symbols, functions, short arrays. */
const ANYTHING = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
  fc.constantFrom<unknown>(
    Symbol('x'),
    () => {},
    class {},
    new Proxy({}, {}),
    /x/,
    Promise.resolve(1),
    new Map(),
    2n ** 70n,
  ),
);

const OPTION_NAMES = [
  'level',
  'model',
  'blockSize',
  'kind',
  'onBlock',
  'name',
  'mtime',
  'size',
  'threads',
  'memory',
  'dictionary',
  'maxSeconds',
  'maxCost',
  'signal',
  'onProgress',
  'onWarning',
  'maxOutputBytes',
];

/** Objects with valid option names and any values. The data are short, so that no value takes long. */
const OPTIONS = fc.oneof(
  ANYTHING,
  fc.dictionary(fc.constantFrom(...OPTION_NAMES), ANYTHING, { maxKeys: 3 }),
);

const SHORT = new Uint8Array(Buffer.from('abcabcabc'));

async function drained(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

/** Puts bytes through a pair of streams. */
async function streamed(
  { readable, writable }: foresay.CompressStream,
  chunk: unknown,
): Promise<void> {
  const writer = writable.getWriter();
  const wrote = writer.write(chunk as never).then(() => writer.close());
  wrote.catch(() => {});
  await drained(readable as never);
  await wrote;
}

type Calls = Record<string, (a: never, b: never) => unknown>;

const CALLS: Calls = {
  compress: (data, options) => foresay.compress(data, options),
  decompress: (data, options) => foresay.decompress(data, options),
  compressChunks: (data, options) => drained(foresay.compressChunks(data, options)),
  decompressChunks: (data, options) => drained(foresay.decompressChunks(data, options)),
  'compress with options': (_, options) => foresay.compress(SHORT, options),
  'decompress with options': (_, options) => foresay.decompress(SHORT, options),
  inspect: (data) => foresay.inspect(data),
  memoryNeeded: (_, options) => foresay.memoryNeeded(options),
  CompressStream: (data, options) => streamed(new foresay.CompressStream(options), data),
  DecompressStream: (data, options) => streamed(new foresay.DecompressStream(options), data),
  createCompress: (_, options) => foresay.createCompress(options).destroy(),
  createDecompress: (_, options) => foresay.createDecompress(options).destroy(),
  initialize: (value) => foresay.initialize(value),
  parseSpec: (value) => foresay.parseSpec(value),
  formatSpec: (value) => foresay.formatSpec(value),
  levelSpec: (level, kind) => foresay.levelSpec(level, kind),
};

async function outcome(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('an error of', () => {
  it.each(Object.keys(CALLS))('%s is a ForesayError with a known code', async (name) => {
    const call = CALLS[name] as Calls[string];
    await fc.assert(
      fc.asyncProperty(ANYTHING, OPTIONS, async (value, options) => {
        const error = await outcome(() => call(value as never, options as never));
        if (error === undefined) return;
        expect(error).toBeInstanceOf(foresay.ForesayError);
        expect(foresay.ERROR_CODES).toHaveProperty((error as foresay.ForesayError).code);
      }),
      { numRuns: 150, seed: 12 },
    );
  });
});

it('a detached buffer is refused, not treated as empty', async () => {
  const bytes = new Uint8Array(100);
  const { buffer } = bytes;
  structuredClone(buffer, { transfer: [buffer] });
  for (const moved of [bytes, buffer])
    for (const run of [foresay.compress, foresay.decompress, foresay.inspect]) {
      const error = await outcome(() => run(moved));
      expect(error).toMatchObject({ code: 'INVALID_OPTION' });
      expect(String(error)).toContain('detached');
    }
});
