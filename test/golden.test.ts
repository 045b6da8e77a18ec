/** Archives made once and kept: every version makes the same bytes again, decodes them, and refuses what it must. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#dist/errors.js';
import * as foresay from '#dist/node/index.js';
import { filesOf, load, makeArchive } from './engines/make.js';
import { goldenInputs } from './golden/source/inputs.js';
import { goldenNetworks } from './golden/source/networks.js';
import { validGoldens } from './golden/source/valid.js';
import { goldenPath, readGolden, readTable } from './golden/table.js';
import { assemble, takeApart } from './support/forge.js';

const { valid, invalid } = readTable();

const plainFile = (name: string) => new Uint8Array(readGolden(`plain/${name}`));

/** Names in a folder of test/golden, without their suffix. */
function names(folder: string): string[] {
  return readdirSync(goldenPath(folder))
    .map((name) => name.replace(/\.fsy$/, ''))
    .sort();
}

describe('valid golden archives', () => {
  it.each(valid)('$name: $about', async ({ name, frames }) => {
    const archive = new Uint8Array(readGolden(`valid/${name}.fsy`));
    const loaded = frames.map((frame) => load(frame, plainFile));
    const plain = Buffer.concat(loaded.map((frame) => frame.plain));
    const options = { threads: 0, ...filesOf(loaded) };
    expect(Buffer.from(await foresay.decompress(archive, options)).equals(plain)).toBe(true);
    const made = Buffer.from(await makeArchive(foresay, loaded, 0));
    expect(made.equals(archive)).toBe(true);
  });

  it('are the same from workers', async () => {
    for (const { name, frames } of valid.filter((one) => one.name.includes('blocks'))) {
      const made = Buffer.from(
        await makeArchive(
          foresay,
          frames.map((frame) => load(frame, plainFile)),
          2,
        ),
      );
      expect(made.equals(readGolden(`valid/${name}.fsy`)), name).toBe(true);
    }
  });

  it('are taken apart and put together again by the forge', async () => {
    for (const { name } of valid) {
      const archive = readGolden(`valid/${name}.fsy`);
      const frames = await takeApart(new Uint8Array(archive));
      expect(Buffer.concat(frames.map(assemble)).equals(archive), name).toBe(true);
    }
  });

  it('show every field of the spec: models that differ code the same text differently', async () => {
    const coded = new Map<string, string>();
    for (const { name, frames } of valid) {
      const [frame] = frames;
      if (frames.length > 1 || frame?.plain !== 'text' || frame.options.blockSize) continue;
      if (frame.network) continue;
      const [raw] = await takeApart(new Uint8Array(readGolden(`valid/${name}.fsy`)));
      const payload = Buffer.from(raw?.blocks[0]?.payload ?? []).toString('base64');
      coded.set(foresay.formatSpec(foresay.parseSpec(frame.options.model ?? '')), payload);
    }
    expect(coded.size).toBeGreaterThan(30);
    expect(new Set(coded.values()).size).toBe(coded.size);
  });

  it('are those that test/golden/source describes', async () => {
    expect(valid).toEqual(JSON.parse(JSON.stringify(validGoldens())));
    for (const [name, bytes] of [...goldenInputs(), ...(await goldenNetworks())])
      expect(readGolden(`plain/${name}`).equals(bytes), name).toBe(true);
  });
});

describe('invalid golden archives', () => {
  it.each(invalid)('$name ($about): $code', async ({ name, code }) => {
    const archive = new Uint8Array(readGolden(`invalid/${name}.fsy`));
    const refusal = foresay.decompress(archive, { threads: 0 });
    await expect(refusal).rejects.toBeInstanceOf(foresay.ForesayError);
    await expect(refusal).rejects.toMatchObject({ code });
  });

  it('cover every code that an archive can cause', () => {
    const byCallers = [
      'INVALID_SPEC',
      'INVALID_OPTION',
      'ABORTED',
      'OUTPUT_LIMIT',
      'TIME_LIMIT',
      'COST_LIMIT',
      'ENGINE',
      'IO',
      'DICTIONARY_MISMATCH',
      'NETWORK_MISMATCH',
      'NETWORK_ALPHABET',
    ];
    // DIVERGED cannot be kept as a file: no encoder writes such an archive.
    const others = Object.keys(ERROR_CODES).filter((c) => ![...byCallers, 'DIVERGED'].includes(c));
    expect(new Set(invalid.map(({ code }) => code))).toEqual(new Set(others));
  });
});

it('the table lists every file', () => {
  expect(names('valid')).toEqual(valid.map(({ name }) => name).sort());
  expect(names('invalid')).toEqual(invalid.map(({ name }) => name).sort());
});
