/** Puts what tsc does not carry beside its output: the codec as a file, for runtimes that forbid compiling from bytes. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { CODEC_WASM_BASE64 } from '../src/codec/codec.generated.js';

mkdirSync('dist/codec', { recursive: true });
writeFileSync('dist/codec/codec.wasm', Buffer.from(CODEC_WASM_BASE64, 'base64'));
if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);
