/** Writes build/codec.wasm as a base64 TypeScript constant, so that the package needs no file access to start. */
import { readFileSync, writeFileSync } from 'node:fs';

const wasm = readFileSync('build/codec.wasm');
writeFileSync(
  'src/engine/codec.generated.ts',
  `/** The codec (assembly/), compiled: ${wasm.length} bytes of WebAssembly as base64. Made by scripts/inline-wasm.ts. */\n` +
    `export const CODEC_WASM_BASE64: string =\n  '${wasm.toString('base64')}';\n`,
);
