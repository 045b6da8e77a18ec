/** Writes the compiled codecs as base64 TypeScript constants, so that the package needs no file access to start. */
import { readFileSync, writeFileSync } from 'node:fs';

function inline(name: string, file: string, constant: string, about: string): void {
  const wasm = readFileSync(`build/${name}.wasm`);
  writeFileSync(
    `src/engine/${file}.generated.ts`,
    `/** ${about}, compiled: ${wasm.length} bytes of WebAssembly as base64. Made by scripts/inline-wasm.ts. */\n` +
      `export const ${constant}: string =\n  '${wasm.toString('base64')}';\n`,
  );
}

inline('codec', 'codec', 'CODEC_WASM_BASE64', 'The codec (assembly/)');
inline(
  'shared-codec',
  'shared-codec',
  'SHARED_CODEC_WASM_BASE64',
  'The codec (assembly/) over a memory that workers share',
);
