/** Writes dist/codec/codec.wasm, for runtimes that forbid compiling from bytes, and makes the command executable. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { CODEC_WASM_BASE64 } from '../src/codec/codec.generated.js';

mkdirSync('dist/codec', { recursive: true });
writeFileSync('dist/codec/codec.wasm', Buffer.from(CODEC_WASM_BASE64, 'base64'));
if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);
