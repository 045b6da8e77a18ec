/** Compressors that may be installed, with the strongest settings that use one thread. */
import { spawnSync } from 'node:child_process';
import type { Sequence } from '../data/sequence.js';
import type { Baseline } from './baseline.js';
import { BROTLI } from './brotli.js';

interface Program {
  readonly name: string;
  readonly command: string;
  readonly compress: readonly string[];
  readonly decompress: readonly string[];
}

/** All read standard input and write standard output. */
const PROGRAMS: readonly Program[] = [
  {
    name: 'gzip -9',
    command: 'gzip',
    compress: ['-9', '-n', '-c'],
    decompress: ['-d', '-c'],
  },
  {
    name: 'bzip2 -9',
    command: 'bzip2',
    compress: ['-9', '-c'],
    decompress: ['-d', '-c'],
  },
  {
    name: 'xz -9e',
    command: 'xz',
    compress: ['-9e', '-T1', '-c'],
    decompress: ['-d', '-T1', '-c'],
  },
  {
    name: 'zstd --ultra -22',
    command: 'zstd',
    compress: ['--ultra', '-22', '--single-thread', '-q', '-c'],
    decompress: ['-d', '-q', '-c'],
  },
];

/** The programs as baselines, and brotli, which Node brings. */
export function programBaselines(): Baseline[] {
  const programs = PROGRAMS.map(({ name, command, compress, decompress }) => ({
    name,
    available: () => spawnSync(command, ['--version']).error === undefined,
    compress: async ({ bytes }: Sequence) => filter(command, compress, bytes),
    decompress: async (archive: Uint8Array) => filter(command, decompress, archive),
  }));
  return [...programs, BROTLI];
}

/** What a command writes when it reads `input`. Throws Error if it fails. */
function filter(command: string, args: readonly string[], input: Uint8Array): Uint8Array {
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    input,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command}: ${stderr.toString().trim() || `exit ${status}`}`);
  return stdout;
}
