/**
 * Rewrites the declarations of tsc so that they also compile with TypeScript before 5.7, without @types/node, and
 * without the DOM library. With all three of today no type changes.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Declares the missing names. Interfaces merge, so with the DOM library this adds nothing. */
const WEBASSEMBLY =
  'declare global { namespace WebAssembly { interface Module {} interface Memory {} } }';

function portable(text: string): string {
  const plain = text
    // Before 5.7 Uint8Array is not generic. The return type of slice() is right in each version.
    .replaceAll('Uint8Array<ArrayBuffer>', "ReturnType<Uint8Array['slice']>")
    // Without @types/node the import has type any instead of being an error, which would break a program's build.
    .replaceAll(/^import .* from 'node:.*$/gm, '// @ts-ignore\n$&');
  return plain.includes('WebAssembly.') ? `${plain}${WEBASSEMBLY}\n` : plain;
}

copyFileSync('src/codec/codec.wasm.d.ts', 'dist/codec/codec.wasm.d.ts');
for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' }))
  if (name.endsWith('.d.ts')) {
    const file = join('dist', name);
    writeFileSync(file, portable(readFileSync(file, 'utf8')));
  }
