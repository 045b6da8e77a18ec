/**
 * The inputs that fuzzing found worth keeping (`npm run fuzz`), through the same targets, without counters: what each
 * did to the decoder once must go well for ever.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compress } from '#dist/index.js';
import { archiveTarget } from './targets/archive.js';
import { TARGETS } from './targets.js';

const FOLDER = fileURLToPath(new URL('corpus', import.meta.url));
const codec = new WebAssembly.Module(
  readFileSync(new URL('../../dist/codec/codec.wasm', import.meta.url)),
);

const inputsOf = (target: string) =>
  readdirSync(join(FOLDER, target)).map((name) => readFileSync(join(FOLDER, target, name)));

describe.each(Object.entries(TARGETS))('the target %s', (name, make) => {
  it('finds no fault in its corpus', async () => {
    const target = await make(codec);
    const verdicts = new Set<string>();
    for (const input of inputsOf(name)) verdicts.add(await target(new Uint8Array(input)));
    // The corpus gets behind the checks.
    expect(verdicts).toContain('decoded');
    expect(verdicts).toContain('CORRUPT');
  });
});

describe('the target archive', () => {
  const bytes = readFileSync(new URL('../fixtures/alice29.txt', import.meta.url)).subarray(0, 300);

  it('mends checks, and so decodes what has none', async () => {
    const target = await archiveTarget(codec);
    const archive = await compress(bytes, { model: 'mix(orders=1+2,tables=10)', threads: 0 });
    archive.fill(0, archive.length - 4);
    expect(await target(archive)).toBe('decoded');
    archive.fill(0, 15, 20);
    expect(await target(archive)).not.toBe('decoded');
  });
});
