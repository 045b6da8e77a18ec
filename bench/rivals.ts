/** The programs that are measured: foresay with chosen options, and every rival found installed. */
import { spawnSync } from 'node:child_process';

export interface Program {
  /** Name and options as shown in tables. */
  readonly name: string;
  readonly version: string;
  /** Shell commands run in a scratch directory; {in} and {out} are file names. */
  readonly compress: string;
  readonly decompress: string;
  /** What the archive's name must end with; '' when the program does not care. */
  readonly suffix: string;
}

interface Rival {
  readonly name: string;
  readonly compress: string;
  readonly decompress: string;
  readonly suffix?: string;
  /** Command that prints a version; the first number with a dot in its output is taken. */
  readonly version: string;
}

/** At their strongest settings that keep to one thread, since foresay is compared on one core. */
const RIVALS: readonly Rival[] = [
  {
    name: 'gzip -9',
    compress: 'gzip -9 -n -c {in} > {out}',
    decompress: 'gzip -d -c < {in} > {out}',
    version: 'gzip --version',
  },
  {
    name: 'bzip2 -9',
    compress: 'bzip2 -9 -c {in} > {out}',
    decompress: 'bzip2 -d -c < {in} > {out}',
    version: 'bzip2 --help',
  },
  {
    name: 'xz -9e',
    compress: 'xz -9e -T1 -c < {in} > {out}',
    decompress: 'xz -d -T1 -c < {in} > {out}',
    version: 'xz --version',
  },
  {
    name: 'zstd --ultra -22',
    compress: 'zstd --ultra -22 --single-thread -q -c {in} > {out}',
    decompress: 'zstd -d -q -c < {in} > {out}',
    version: 'zstd --version',
  },
  {
    name: 'brotli -q 11',
    compress: 'brotli -q 11 -w 24 -c {in} > {out}',
    decompress: 'brotli -d -c < {in} > {out}',
    version: 'brotli --version',
  },
  {
    name: 'bzip3 -b 16',
    compress: 'bzip3 -e -b 16 -c {in} > {out}',
    decompress: 'bzip3 -d -c < {in} > {out}',
    version: 'bzip3 --version',
  },
  {
    name: '7z PPMd o=8',
    compress: '7z a -t7z -m0=ppmd:mem=1g:o=8 -mmt=1 {out} {in}',
    decompress: '7z x -so {in} > {out}',
    suffix: '.7z',
    version: '7z',
  },
  {
    name: 'zpaq -m5',
    compress: 'zpaq add {out} {in} -m5 -t1',
    // The archive holds the name that the measured copy has.
    decompress: 'zpaq extract {in} data -to {out} -t1',
    suffix: '.zpaq',
    version: 'zpaq',
  },
];

function output(command: string): string {
  const run = spawnSync('sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore'] });
  return `${run.stdout}${run.stderr}`;
}

function isInstalled(rival: Rival): boolean {
  const binary = rival.version.split(' ')[0];
  return spawnSync('sh', ['-c', `command -v ${binary}`]).status === 0;
}

function firstVersion(text: string): string {
  return /\d+\.\d+[\w.+-]*/.exec(text)?.[0]?.replace(/[.,]$/, '') ?? '';
}

/** The known rivals, split into those installed here and the names of those that are not. */
export function findRivals(): { found: Program[]; missing: string[] } {
  const found = RIVALS.filter(isInstalled).map((rival) => ({
    name: rival.name,
    version: firstVersion(output(rival.version)),
    compress: rival.compress,
    decompress: rival.decompress,
    suffix: rival.suffix ?? '',
  }));
  const missing = RIVALS.filter((rival) => !isInstalled(rival)).map((rival) => rival.name);
  return { found, missing };
}

/**
 * A rival given as `name=compress command;decompress command`, both with {in} and {out}.
 * Throws an Error that says what is missing.
 */
export function parseRival(text: string): Program {
  const match = /^([^=]+)=(.+);(.+)$/s.exec(text);
  const [, name = '', compress = '', decompress = ''] = match ?? [];
  const complete = [compress, decompress].every((c) => c.includes('{in}') && c.includes('{out}'));
  if (!complete)
    throw new Error(
      `--rival '${text}': write 'name=compress command;decompress command', both with {in} and {out}`,
    );
  return {
    name: name.trim(),
    version: '',
    compress: compress.trim(),
    decompress: decompress.trim(),
    suffix: '',
  };
}

/** foresay itself with `options` (for example `-9`), on one thread. `main` is the compiled command line. */
export function foresay(main: string, options: string, version: string): Program {
  const node = `node '${main.replaceAll("'", "'\\''")}'`;
  return {
    name: `foresay ${options}`,
    version,
    compress: `${node} -T1 ${options} -c {in} > {out}`,
    decompress: `${node} -T1 -d -c {in} > {out}`,
    suffix: '.fsy',
  };
}
