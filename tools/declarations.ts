/**
 * Makes the declarations that tsc wrote readable where other declarations differ: TypeScript before 5.7, programs
 * without @types/node, and programs without the DOM library. No type changes where all of these are at hand.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Interfaces merge: where the DOM library is at hand this adds nothing, and elsewhere it names what is missing. */
const WEBASSEMBLY =
  'declare global { namespace WebAssembly { interface Module {} interface Memory {} } }';

function portable(text: string): string {
  const plain = text
    // TypeScript before 5.7 has no generic Uint8Array; slice() returns the type that each version means.
    .replaceAll('Uint8Array<ArrayBuffer>', "ReturnType<Uint8Array['slice']>")
    // Without @types/node the import is of type any; an error in a declaration would stop a program's build.
    .replaceAll(/^import .* from 'node:.*$/gm, '// @ts-ignore\n$&');
  return plain.includes('WebAssembly.') ? `${plain}${WEBASSEMBLY}\n` : plain;
}

copyFileSync('src/codec/codec.wasm.d.ts', 'dist/codec/codec.wasm.d.ts');
for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' }))
  if (name.endsWith('.d.ts')) {
    const file = join('dist', name);
    writeFileSync(file, portable(readFileSync(file, 'utf8')));
  }
