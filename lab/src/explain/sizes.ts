/** How small coders make a sample. */
import { analyze, type BlockAnalysis, compress } from 'foresay';
import { measure } from '../baselines/measure.js';
import { programBaselines } from '../baselines/programs.js';
import type { Sequence } from '../data/sequence.js';
import type { Size } from './findings.js';
import type { Task } from './tasks.js';

/** The level that is explained, and the levels beside it. */
export const LEVEL = 6;
const LEVELS = [1, 2, 4];

/** A network alone codes some ten kilobytes a second, so it gets the first bytes. */
export const NETWORK = 'lstm(64x1,horizon=10)';
const NETWORK_BYTES = 1 << 16;

/** Programs, whose archives are decoded and compared. */
export async function programSizes(sequence: Sequence): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const baseline of programBaselines()) {
    if (!baseline.available()) continue;
    const { name, bytes, encodeSeconds } = await measure(baseline, sequence);
    sizes.push({ coder: name, bytes, of: sequence.bytes.length, seconds: encodeSeconds });
  }
  return sizes;
}

export function levelTasks(bytes: Uint8Array): Task<Size>[] {
  return LEVELS.map((level) => task(`foresay -${level}`, bytes, { level }));
}

/** A network alone, on the first bytes. */
export function networkTask(bytes: Uint8Array): Task<Size> {
  const first = bytes.subarray(0, NETWORK_BYTES);
  return task('foresay, network alone', first, { model: NETWORK });
}

function task(
  coder: string,
  bytes: Uint8Array,
  options: { readonly level?: number; readonly model?: string },
): Task<Size> {
  return {
    name: coder,
    run: async () => {
      const begin = performance.now();
      const archive = await compress(bytes, options);
      const seconds = (performance.now() - begin) / 1000;
      return { coder, bytes: archive.length, of: bytes.length, seconds };
    },
  };
}

/** The sample at LEVEL, which is one block. */
export async function analyzed(
  bytes: Uint8Array,
): Promise<{ readonly size: Size; readonly analysis: BlockAnalysis }> {
  const begin = performance.now();
  for await (const analysis of analyze(bytes, { level: LEVEL, blockSize: bytes.length })) {
    const seconds = (performance.now() - begin) / 1000;
    const { archiveBytes } = analysis;
    const size = { coder: `foresay -${LEVEL}`, bytes: archiveBytes, of: bytes.length, seconds };
    return { size, analysis };
  }
  throw new Error('a sample has no block');
}
