/**
 * kill -9 at random moments of `foresay --rm`, both ways. Whatever the moment: the source or the complete result
 * exists, nothing incomplete stands under the final name, and the same command run again finishes the work.
 *
 * FORESAY_KILLS: how many for each direction (100); FORESAY_SEED: which moments (1).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compress, decompress } from '#dist/node/index.js';
import { Random } from '../support/random.js';
import { words } from '../support/words.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const { FORESAY_KILLS = '100', FORESAY_SEED = '1' } = process.env;
const KILLS = Number(FORESAY_KILLS);

const MODEL = 'lstm(16x1)';
const OPTIONS = ['--rm', '--model', MODEL, '--block-size', '8K', '-T2'];
const MAX_BYTES = 40_000;

/** Names that come and go: the temporary file, the result, the temporary file again, the source. */
const CHANGES = 4;

/** A killed run leaves at most these beside the source and the result. */
const TEMPORARY = /^\.file(\.fsy)?\.\d+(\.\d+)?\.tmp$/;

interface Direction {
  readonly name: string;
  readonly args: readonly string[];
  readonly source: string;
  readonly result: string;
  /** What the source holds, given what the original does. */
  readonly before: (original: Uint8Array) => Promise<Uint8Array>;
  /** The original, given what the result holds. */
  readonly after: (result: Uint8Array) => Promise<Uint8Array>;
}

const asIs = async (bytes: Uint8Array) => bytes;

const DIRECTIONS: readonly Direction[] = [
  {
    name: 'compressing',
    args: OPTIONS,
    source: 'file',
    result: 'file.fsy',
    before: asIs,
    after: (archive) => decompress(archive, { threads: 0 }),
  },
  {
    name: 'decompressing',
    args: ['-d', ...OPTIONS],
    source: 'file.fsy',
    result: 'file',
    before: (original) => compress(original, { model: MODEL, blockSize: 8192, threads: 0 }),
    after: asIs,
  },
];

it.each(DIRECTIONS)('$name', async ({ name, args, source, result, before, after }) => {
  const random = new Random(Number(FORESAY_SEED));
  const tally = new Map<string, number>();
  const length = await duration(args, source, await before(words(1, MAX_BYTES)));
  for (let i = 0; i < KILLS; i++) {
    const directory = mkdtempSync(join(tmpdir(), 'foresay-kill-'));
    try {
      const original = words(i, 1 + random.below(MAX_BYTES));
      const held = await before(original);
      writeFileSync(join(directory, source), held);
      // Half of the moments anywhere in the run, half near a change in the directory, where it matters.
      if (i % 2 === 0) await killAfter(start(directory, args, source), random.below(1.1 * length));
      else
        await killAtChange(
          directory,
          args,
          source,
          1 + random.below(CHANGES),
          random.below(3000) / 1000,
        );

      const left = readdirSync(directory);
      const hasSource = left.includes(source);
      const hasResult = left.includes(result);
      const others = left.filter((file) => file !== source && file !== result);
      expect(hasSource || hasResult).toBe(true);
      if (hasSource) expect(readFileSync(join(directory, source)).equals(held)).toBe(true);
      if (hasResult) await expectWhole(join(directory, result), original, after);
      expect(others.filter((file) => !TEMPORARY.test(file))).toEqual([]);
      expect(others.length).toBeLessThanOrEqual(1);
      const outcome = [
        ...(hasSource ? ['source'] : []),
        ...(others.length > 0 ? ['temporary'] : []),
        ...(hasResult ? ['result'] : []),
      ].join(' + ');
      tally.set(outcome, (tally.get(outcome) ?? 0) + 1);

      if (hasSource) {
        expect(await ended(start(directory, ['-f', ...args], source))).toBe(0);
        await expectWhole(join(directory, result), original, after);
        expect(existsSync(join(directory, source))).toBe(false);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  const counts = [...tally].sort().map(([left, count]) => `${count} x ${left}`);
  console.log(`${KILLS} kills while ${name} (seed ${FORESAY_SEED}); left: ${counts.join(', ')}`);
});

async function expectWhole(
  path: string,
  original: Uint8Array,
  after: Direction['after'],
): Promise<void> {
  expect(Buffer.from(await after(readFileSync(path))).equals(original)).toBe(true);
}

function start(directory: string, args: readonly string[], file: string): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args, file], { cwd: directory, stdio: 'ignore' });
}

/** The exit status; null for a process that was killed. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

/** Milliseconds that the command takes when it is left alone. */
async function duration(
  args: readonly string[],
  source: string,
  content: Uint8Array,
): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'foresay-kill-'));
  try {
    writeFileSync(join(directory, source), content);
    const started = performance.now();
    expect(await ended(start(directory, args, source))).toBe(0);
    return performance.now() - started;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function killAfter(child: ChildProcess, milliseconds: number): Promise<void> {
  const end = ended(child);
  await Promise.race([end, setTimeout(milliseconds)]);
  child.kill('SIGKILL');
  await end;
}

/** Kills a little after the nth name in the directory came or went, or lets the run finish. */
async function killAtChange(
  directory: string,
  args: readonly string[],
  file: string,
  nth: number,
  delay: number,
): Promise<void> {
  let changes = 0;
  let reached = () => {};
  const change = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const watcher = watch(directory, (event) => {
    if (event === 'rename' && ++changes === nth) reached();
  });
  const child = start(directory, args, file);
  const end = ended(child);
  await Promise.race([end, change]);
  const until = performance.now() + delay;
  while (performance.now() < until); // timers are too coarse
  child.kill('SIGKILL');
  await end;
  watcher.close();
}
