/** Round trips with random specs, with and without workers and a dictionary: one function for a few and for many. */
import { expect } from 'vitest';
import { mixesSymbols } from '#dist/model/model-spec.js';
import { compress, decompress, formatSpec } from '#dist/node/index.js';
import type { Random } from './random.js';
import { randomSpec } from './random-spec.js';

const DICTIONARY = new TextEncoder().encode(
  'what both sides own, <b>words</b> and numbers, 12, 13, 14\n',
);
const TEXT = new TextEncoder().encode(
  'what both sides own: <b>words</b> 12, 13, 15.\r\n'.repeat(8),
);
const MEMORY = 2 ** 28;

const bases = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => random.pick([65, 67, 71, 84]));

/** Short data of several kinds. */
function someBytes(random: Random): Uint8Array {
  const length = 1 + random.below(300);
  switch (random.below(4)) {
    case 0:
      return TEXT.slice(0, length);
    case 1:
      return bases(random, length);
    case 2:
      return Uint8Array.from({ length }, (_, i) => (i % 12 < 4 ? i : 200 + random.below(4)));
    default:
      return Uint8Array.from(
        TEXT.slice(0, length),
        (byte) => byte ^ (random.below(9) === 0 ? 1 : 0),
      );
  }
}

/** Compresses and decompresses once; returns what became of it: how the data were kept, or an error's code. */
export async function specTrip(random: Random): Promise<string> {
  const model = { ...randomSpec(random), weights: 'initial' } as const;
  // Seldom more values than experts of symbols take, which is an error.
  const few = mixesSymbols(model) && random.below(8) > 0;
  const bytes = few ? bases(random, 1 + random.below(300)) : someBytes(random);
  const dictionary = random.below(3) > 0 ? undefined : few ? bases(random, 60) : DICTIONARY;
  const about = `${formatSpec(model)}, ${bytes.length} bytes${dictionary ? ', dictionary' : ''}`;
  const options = { memory: MEMORY, dictionary };
  let archive: Uint8Array;
  try {
    archive = await compress(bytes, { ...options, model, threads: 0 });
  } catch (error) {
    // A random model may diverge, or be too large.
    const { code } = error as { code?: string };
    expect(['DIVERGED', 'MEMORY_LIMIT', 'COST_LIMIT', 'INVALID_SPEC'], about).toContain(code);
    return `${code}`;
  }
  const workers = random.below(4) === 0;
  if (workers)
    expect(await compress(bytes, { ...options, model, threads: 2 }), about).toEqual(archive);
  const back = await decompress(archive, { ...options, threads: workers ? 2 : 0 });
  expect(Buffer.from(back).equals(bytes), about).toBe(true);
  return archive.length < bytes.length ? 'coded' : 'stored or short';
}
