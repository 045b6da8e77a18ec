/** Writes the compiled codecs as base64 TypeScript constants, so that the package reads no files. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { withSection } from './wasm-section.js';

/** `identify`: name of the constant for the hash of the codec, which workers and initialize() compare. */
function inline(
  name: string,
  file: string,
  constant: string,
  about: string,
  identify?: string,
): void {
  const compiled = readFileSync(`build/${name}.wasm`);
  const identity = createHash('sha256').update(compiled).digest('hex').slice(0, 16);
  const wasm = identify ? withSection(compiled, 'foresay', identity) : compiled;
  writeFileSync(
    `src/codec/${file}.generated.ts`,
    `/** ${about}, compiled: ${wasm.length} bytes of WebAssembly as base64. Made by tools/inline-wasm.ts. */\n` +
      `export const ${constant}: string =\n  '${wasm.toString('base64')}';\n` +
      (identify ? `\nexport const ${identify}: string = '${identity}';\n` : ''),
  );
}

inline('codec', 'codec', 'CODEC_WASM_BASE64', 'The codec (assembly/)', 'CODEC_IDENTITY');
inline(
  'shared-codec',
  'shared-codec',
  'SHARED_CODEC_WASM_BASE64',
  'The codec (assembly/) over a memory that workers share',
);
