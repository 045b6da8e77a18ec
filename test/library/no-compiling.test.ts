/** Runtimes that forbid compiling WebAssembly from bytes work with a compiled codec given to initialize(). */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { compress, decompress, initialize, inspect } from '#dist/node/index.js';
import { FAST, TEXT } from './samples.js';

const module = new WebAssembly.Module(
  readFileSync(new URL('../../dist/codec/codec.wasm', import.meta.url)),
);

afterEach(() => vi.restoreAllMocks());

it('works with a given module where compiling is forbidden', async () => {
  const refusal = () => Promise.reject(new WebAssembly.CompileError('code generation disallowed'));
  vi.spyOn(WebAssembly, 'compile').mockImplementation(refusal);
  vi.spyOn(WebAssembly, 'instantiate').mockImplementation(refusal as never);
  initialize(module);
  const options = { ...FAST, threads: 0 };
  const archive = await compress(TEXT, options);
  expect((await inspect(archive)).originalBytes).toBe(TEXT.length);
  expect(await decompress(archive, options)).toEqual(TEXT);
  expect(WebAssembly.compile).not.toHaveBeenCalled();
  expect(WebAssembly.instantiate).not.toHaveBeenCalled();
});
