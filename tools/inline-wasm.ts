/** Writes the compiled modules as base64 TypeScript constants, so that the package reads no files. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { withSection } from './wasm-section.js';

/**
 * Writes build/NAME.wasm as a constant NAME_WASM_BASE64 into FOLDER/NAME.generated.ts. `identify`: name of the constant for
 * the hash of the codec, which workers and initialize() compare.
 */
function inline(folder: string, name: string, about: string, identify?: string): void {
  const compiled = readFileSync(`build/${name}.wasm`);
  const identity = createHash('sha256').update(compiled).digest('hex').slice(0, 16);
  const wasm = identify ? withSection(compiled, 'foresay', identity) : compiled;
  const constant = `${name.replaceAll('-', '_').toUpperCase()}_WASM_BASE64`;
  writeFileSync(
    `${folder}/${name}.generated.ts`,
    `/** ${about}, compiled: ${wasm.length} bytes of WebAssembly as base64. Made by tools/inline-wasm.ts. */\n` +
      `export const ${constant}: string =\n  '${wasm.toString('base64')}';\n` +
      (identify ? `\nexport const ${identify}: string = '${identity}';\n` : ''),
  );
}

inline('src/codec', 'codec', 'The codec (assembly/)', 'CODEC_IDENTITY');
inline('src/codec', 'shared-codec', 'The codec (assembly/) over a memory that workers share');
inline('src/train', 'train', 'Training (assembly/train.ts)');
inline(
  'src/train',
  'shared-train',
  'Training (assembly/train.ts) over a memory that threads share',
);
