/** What the priors are good for, and that they hold no text of the benchmarks. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compress, decompress, inspect, memoryNeeded } from '#dist/node/index.js';
import { PRIORS, priorBytes } from '#dist/priors/priors.js';
import { alice } from './codec/support/blocks.js';

/** Characters that a prior and a file of the corpus may have in common: links of an encyclopedia, a name space. */
const RUN = 64;

const JSON_FILE = new Uint8Array(readFileSync(new URL('../package.json', import.meta.url)));

/** Files of the benchmarks: if a prior held text of them, the benchmarks would be worth nothing. */
describe.each([
  'wiki/enwik6',
  'silesia/dickens',
  'canterbury/alice29.txt',
  'large/world192.txt',
  'json/gsoc-2018.json',
])('no prior knows %s', (name) => {
  const file = new URL(`../../shared/corpus/${name}`, import.meta.url);

  it.skipIf(!existsSync(file))('but for phrases', () => {
    const text = readFileSync(file, 'latin1');
    const known = new Set<string>();
    // Whatever is twice as long holds a run that begins at a multiple of RUN.
    for (const prior of Object.values(PRIORS))
      for (let i = 0; i + RUN <= prior.length; i += RUN) known.add(prior.slice(i, i + RUN));
    const found = new Set<string>();
    for (let i = 0; i + RUN <= text.length; i++) {
      const run = text.slice(i, i + RUN);
      if (known.has(run) && run.trim().length > RUN / 2) found.add(run);
    }
    expect([...found]).toEqual([]);
  });
});

describe.each([
  ['text', alice(20_000).slice(18_000), 0.75],
  ['structured', JSON_FILE, 0.75],
  ['all', JSON_FILE, 0.75],
  ['english', alice(20_000).slice(18_000), 0.75],
] as const)('%s', (prior, data, share) => {
  const options = { model: 'lstm(16x1)', threads: 0 };
  const primed = { ...options, model: `lstm(16x1,prior=${prior})` };

  it('makes short files of its kind shorter', async () => {
    const archive = await compress(data, primed);
    expect(archive.length).toBeLessThan(share * (await compress(data, options)).length);
    expect(await decompress(archive)).toEqual(data);
    expect((await inspect(archive)).frames[0]?.blocks[0]?.streams[0]?.model).toContain(
      `prior=${prior}`,
    );
  });

  it('goes before a dictionary', async () => {
    const dictionary = data.slice(0, 500);
    const archive = await compress(data, { ...primed, dictionary });
    expect(archive.length).toBeLessThan((await compress(data, primed)).length);
    expect(await decompress(archive, { dictionary, threads: 1 })).toEqual(data);
  });

  it('is counted in the memory', async () => {
    const size = 100;
    const more =
      (await memoryNeeded({ ...primed, size })) - (await memoryNeeded({ ...options, size }));
    expect(more).toBeGreaterThan(2 * priorBytes(prior).length);
  });
});
