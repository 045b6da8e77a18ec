/** Puts what tsc does not carry beside its output: the codec as a file, for runtimes that forbid compiling from bytes. */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';

mkdirSync('dist/engine', { recursive: true });
copyFileSync('build/codec.wasm', 'dist/engine/codec.wasm');
if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);
