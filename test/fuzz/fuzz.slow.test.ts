/**
 * Coverage-guided fuzzing of the decoder (test/fuzz/run.ts).
 *
 * FORESAY_FUZZ_MINUTES: how long (60); FORESAY_FUZZ_SEED: which mutations (1).
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { FORESAY_FUZZ_MINUTES = '60', FORESAY_FUZZ_SEED = '1' } = process.env;

/** For building the counted codec, and the last input. */
const SPARE_MS = 600_000;

it(
  `fuzzing for ${FORESAY_FUZZ_MINUTES} minutes finds nothing`,
  () => {
    const args = ['tsx', 'test/fuzz/run.ts', '--minutes', FORESAY_FUZZ_MINUTES];
    const run = spawnSync('npx', [...args, '--seed', FORESAY_FUZZ_SEED], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    console.log(run.stdout.split('\n').slice(-6).join('\n'));
    expect(run.stderr).not.toContain('Finding');
    expect(run.status).toBe(0);
  },
  60_000 * Number(FORESAY_FUZZ_MINUTES) + SPARE_MS,
);
