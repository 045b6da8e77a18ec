/** One mutant through the command line, as a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goldenPath } from '../golden/table.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Run {
  /** What must not happen; undefined when all is well. */
  readonly fault: string | undefined;
  /** Largest resident set, KiB; 0 where GNU time is missing. */
  readonly memory: number;
}

/**
 * `foresay -d` on a file: it either gives the bytes wanted and exit code 0, or exit code 1, a message of one line, no
 * stack trace, and no file.
 */
export function runCommandLine(
  bytes: Uint8Array,
  wanted: readonly Uint8Array[],
  memory: number,
): Run {
  const folder = mkdtempSync(join(tmpdir(), 'foresay-mutant-'));
  try {
    const archive = join(folder, 'mutant.fsy');
    const output = join(folder, 'mutant');
    const peak = join(folder, 'peak');
    writeFileSync(archive, bytes);
    const foresay = [
      process.execPath,
      MAIN,
      '-d',
      '-k',
      '-T1',
      `-M${memory}`,
      '-D',
      goldenPath('plain/text'),
      archive,
    ];
    const timed = existsSync('/usr/bin/time')
      ? ['/usr/bin/time', '-q', '-f', '%M', '-o', peak, ...foresay]
      : foresay;
    const [program = '', ...args] = timed;
    const run = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });
    const kibibytes = existsSync(peak) ? Number(readFileSync(peak, 'utf8').trim()) : 0;
    return { fault: faultOf(run, output, wanted), memory: kibibytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function faultOf(
  run: { status: number | null; stderr: string; stdout: string },
  output: string,
  wanted: readonly Uint8Array[],
): string | undefined {
  const { status, stderr, stdout } = run;
  if (stdout !== '') return 'something on standard output';
  if (status === 0) {
    const back = existsSync(output) ? readFileSync(output) : undefined;
    return back && wanted.some((one) => back.equals(one)) ? undefined : 'exit code 0, wrong bytes';
  }
  if (status !== 1) return `exit code ${status}`;
  if (existsSync(output)) return 'a file although decoding failed';
  const lines = stderr.trim().split('\n');
  if (lines.length !== 1 || !/^foresay: /.test(stderr)) return `this message: ${stderr}`;
  return undefined;
}
