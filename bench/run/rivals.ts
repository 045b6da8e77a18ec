/** The programs that foresay is compared with, as far as they are installed. */
import { spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import type { Kind } from '../corpus/kinds.js';
import type { Program } from './program.js';

interface Rival {
  readonly name: string;
  readonly compress: string;
  readonly decompress: string;
  readonly suffix?: string;
  /** A command that prints a version; its first word is the program that must be installed. */
  readonly version: string;
  /** An estimate in KB/s on one core of a machine of 2025. */
  readonly speed: number;
  readonly kinds?: readonly Kind[];
}

/** With the strongest settings that use one thread, because foresay is compared on one core. */
const RIVALS: readonly Rival[] = [
  {
    name: 'gzip -9',
    compress: 'gzip -9 -n -c {in} > {out}',
    decompress: 'gzip -d -c < {in} > {out}',
    version: 'gzip --version',
    speed: 10_000,
  },
  {
    name: 'bzip2 -9',
    compress: 'bzip2 -9 -c {in} > {out}',
    decompress: 'bzip2 -d -c < {in} > {out}',
    version: 'bzip2 --help',
    speed: 10_000,
  },
  {
    name: 'xz -9e',
    compress: 'xz -9e -T1 -c < {in} > {out}',
    decompress: 'xz -d -T1 -c < {in} > {out}',
    version: 'xz --version',
    speed: 1500,
  },
  {
    name: 'zstd --ultra -22',
    compress: 'zstd --ultra -22 --single-thread -q -c {in} > {out}',
    decompress: 'zstd -d -q -c < {in} > {out}',
    version: 'zstd --version',
    speed: 2000,
  },
  {
    name: 'brotli -q 11',
    compress: 'brotli -q 11 -w 24 -c {in} > {out}',
    decompress: 'brotli -d -c < {in} > {out}',
    version: 'brotli --version',
    speed: 500,
  },
  {
    name: 'bzip3 -b 16',
    compress: 'bzip3 -e -b 16 -c {in} > {out}',
    decompress: 'bzip3 -d -c < {in} > {out}',
    version: 'bzip3 --version',
    speed: 8000,
  },
  {
    name: '7z PPMd o=8',
    compress: '7z a -t7z -m0=ppmd:mem=1g:o=8 -mmt=1 {out} {in}',
    decompress: '7z x -so {in} > {out}',
    suffix: '.7z',
    version: '7z',
    speed: 4000,
  },
  {
    name: 'bsc -e2',
    compress: 'bsc e {in} {out} -m0 -e2',
    decompress: 'bsc d {in} {out}',
    version: 'bsc',
    speed: 12_000,
  },
  {
    name: 'zpaq -m5',
    compress: 'zpaq add {out} {in} -m5 -t1',
    // The archive stores the name of the measured copy: `data`.
    decompress: 'zpaq extract {in} data -to {out} -t1',
    suffix: '.zpaq',
    version: 'zpaq',
    speed: 350,
  },
  {
    name: 'lpaq1 8',
    compress: 'lpaq1 8 {in} {out}',
    decompress: 'lpaq1 d {in} {out}',
    version: 'lpaq1',
    speed: 600,
  },
  {
    name: 'fxcm',
    compress: 'fxcm c {in} {out}',
    decompress: 'fxcm d {in} {out}',
    version: 'fxcm',
    speed: 30,
  },
  {
    name: 'lstm-compress',
    compress: 'lstm-compress -c {in} {out}',
    decompress: 'lstm-compress -d {in} {out}',
    version: 'lstm-compress',
    speed: 9,
  },
  {
    name: 'paq8px -0L',
    compress: 'paq8px -0L {in} {out}',
    decompress: 'paq8px -d {in} {out}',
    version: 'paq8px',
    speed: 9,
  },
  {
    name: 'paq8px -8',
    compress: 'paq8px -8 {in} {out}',
    decompress: 'paq8px -d {in} {out}',
    version: 'paq8px',
    speed: 7,
  },
  {
    name: 'paq8px -8L',
    compress: 'paq8px -8L {in} {out}',
    decompress: 'paq8px -d {in} {out}',
    version: 'paq8px',
    speed: 3.5,
  },
  {
    name: 'cmix',
    compress: 'cmix -c {in} {out}',
    decompress: 'cmix -d {in} {out}',
    version: 'cmix',
    speed: 1.2,
  },
  {
    // Its dictionary, english.dic, is expected in the folder of the rivals.
    name: 'cmix, dictionary',
    compress: 'cmix -c "$FORESAY_RIVALS_DIR/english.dic" {in} {out}',
    decompress: 'cmix -d "$FORESAY_RIVALS_DIR/english.dic" {in} {out}',
    version: 'cmix',
    speed: 1.2,
  },
  {
    name: 'GeCo3 -l 3',
    compress: 'GeCo3 -l 3 {in} && mv {in}.co {out}',
    decompress: 'GeDe3 {in} && mv archive.de {out}',
    suffix: '.co',
    version: 'GeCo3 -V',
    speed: 500,
    kinds: ['dna'],
  },
  {
    name: 'GeCo3 -l 12',
    compress: 'GeCo3 -l 12 {in} && mv {in}.co {out}',
    decompress: 'GeDe3 {in} && mv archive.de {out}',
    suffix: '.co',
    version: 'GeCo3 -V',
    speed: 130,
    kinds: ['dna'],
  },
  {
    name: 'JARVIS2 -l 5',
    compress: 'JARVIS2 -f -l 5 {in} && mv {in}.jc {out}',
    decompress: 'JARVIS2 -d {in} && mv {in}.jd {out}',
    suffix: '.jc',
    version: 'JARVIS2 -a',
    speed: 450,
    kinds: ['dna'],
  },
  {
    name: 'JARVIS2 -l 20',
    compress: 'JARVIS2 -f -l 20 {in} && mv {in}.jc {out}',
    decompress: 'JARVIS2 -d {in} && mv {in}.jd {out}',
    suffix: '.jc',
    version: 'JARVIS2 -a',
    speed: 240,
    kinds: ['dna'],
  },
  {
    name: 'paq8gen -8',
    compress: 'paq8gen -8 {in} {out}',
    decompress: 'paq8gen -d {in} {out}',
    version: 'paq8gen',
    speed: 40,
    kinds: ['dna'],
  },
];

/** Puts `directory` at the front of the PATH, so that rivals in it are found. */
export function lookIn(directory: string): void {
  const path = resolve(directory);
  process.env['FORESAY_RIVALS_DIR'] = path;
  process.env['PATH'] = `${path}${delimiter}${process.env['PATH'] ?? ''}`;
}

function output(command: string): string {
  const run = spawnSync('sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore'] });
  return `${run.stdout}${run.stderr}`;
}

function isInstalled(rival: Rival): boolean {
  const binary = rival.version.split(' ')[0];
  return spawnSync('sh', ['-c', `command -v ${binary}`]).status === 0;
}

/** The version in a program's output: the first number with a dot, else the one after `v` or `version`, else a year. */
export function findVersion(text: string): string {
  const dotted = /\b\d+\.\d+[\w.+-]*/.exec(text)?.[0]?.replace(/[.,]$/, '');
  const named = /\bv(?:ersion )?(\d+)\b/i.exec(text)?.[1];
  return dotted ?? named ?? /\b(?:19|20)\d\d\b/.exec(text)?.[0] ?? '';
}

/** The known rivals, split into those installed here and the names of those that are not. */
export function findRivals(): { found: Program[]; missing: string[] } {
  const found = RIVALS.filter(isInstalled).map(({ version, suffix = '', ...rival }) => ({
    ...rival,
    suffix,
    version: findVersion(output(version)),
  }));
  const missing = RIVALS.filter((rival) => !isInstalled(rival)).map((rival) => rival.name);
  return { found, missing };
}
