/** The folder bench/results: one JSON file for each measured file below files/, one for each other theme. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Benchmarks, type FileRecord, type Machine, NOTHING, named } from './record.js';

/** Where results lie below the root of the output. */
const RESULTS = 'bench/results';

/** What the inner loops reach on one version of Node. */
export interface KernelRun {
  /** In words; undefined where a run did not record it. */
  readonly machine?: string;
  /** GFLOP/s of multiply-adds in registers alone, in the same run; undefined where a run did not record it. */
  readonly inRegisters?: number;
  readonly products: readonly Product[];
  /** Nanoseconds an element. */
  readonly functions: Readonly<Record<string, number>>;
}

export interface Product {
  readonly kernel: string;
  readonly rows: number;
  readonly K: number;
  readonly N: number;
  /** GFLOP/s. */
  readonly speed: number;
}

/** What many calls of compress() cost at one level. */
export interface ConcurrencyRun {
  /** In words; undefined where a run did not record it. */
  readonly machine?: string;
  readonly rows: readonly Calls[];
}

export interface Calls {
  readonly calls: number;
  /** All at once, not one after the other. */
  readonly together: boolean;
  /** Whether workers do the work, not the calling thread. */
  readonly workers: boolean;
  /** Wall-clock time. */
  readonly seconds: number;
  /** User plus system time. */
  readonly cpuSeconds: number;
  /** Peak of the process. */
  readonly mebibytes: number;
}

/** How fast networks train on one version of Node. */
export interface TrainingRun {
  /** In words. */
  readonly machine: string;
  /** GFLOP/s of multiply-adds in registers alone, in the same run as foresay's rows. */
  readonly inRegisters: number;
  readonly rows: readonly TrainingRow[];
}

/** The speed of one program on one network; symbols a second of all rows together. */
export interface TrainingRow {
  readonly program: string;
  /** What its arithmetic runs on. */
  readonly runs: string;
  readonly version: string;
  readonly cell: string;
  readonly width: number;
  readonly layers: number;
  readonly symbols: number;
  readonly norm: string;
  readonly threads: number;
  /**
   * The best five batches in a row, and the median of such; of user plus system time with one thread, which other work on the
   * machine disturbs least, of wall-clock time with more.
   */
  readonly best: number;
  readonly median: number;
  /** The best five batches in a row by the processor time of the thread that has most of it, where it is known. */
  readonly busiest?: number;
  /** Cost of a symbol in the 24th batch. */
  readonly bits: number;
  /** Load average of a minute before the run: of other work on the machine, and of the run before. */
  readonly load: number;
  /** Multiply-adds that train a symbol, where the program counts them. */
  readonly multiplyAdds?: number;
}

export interface Results {
  readonly benchmarks: Benchmarks;
  /** Keys are versions of Node: `Node 20`. */
  readonly kernels: Readonly<Record<string, KernelRun>>;
  /** Keys are levels: `level 1`. */
  readonly concurrency: Readonly<Record<string, ConcurrencyRun>>;
  /** Keys are versions of Node: `Node 20`. */
  readonly training: Readonly<Record<string, TrainingRun>>;
}

/** The themes, each a file of runs by name. */
type Themes = Omit<Results, 'benchmarks'>;

interface StoredFile extends FileRecord {
  readonly name: string;
  readonly machines: Readonly<Record<string, Machine>>;
}

/** Objects get sorted keys, so that a run changes only the lines of what it measured. */
export function stableJson(value: unknown): string {
  const sort = (_: string, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one;
  return `${JSON.stringify(value, sort, 2)}\n`;
}

/** The content of a file, or '' where there is none. */
export function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Writes a file only where its content changes, so that unchanged files keep their times. */
export function writeText(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** `wiki/enwik6` is kept in `wiki-enwik6.json`. */
function storedAs(name: string): string {
  return `${name.replaceAll(/[^\w.]+/g, '-').replace(/^[-.]+/, '')}.json`;
}

const filesIn = (root: string) => join(root, RESULTS, 'files');
const theme = (root: string, name: string) => join(root, RESULTS, `${name}.json`);

function loadTheme<T>(root: string, name: string): Record<string, T> {
  return JSON.parse(readText(theme(root, name)) || '{}');
}

/** Everything that earlier runs measured; empty where there is nothing. */
export function loadResults(root: string): Results {
  const folder = filesIn(root);
  const stored: StoredFile[] = (existsSync(folder) ? readdirSync(folder) : [])
    .sort()
    .map((file) => JSON.parse(readText(join(folder, file))));
  const files = Object.fromEntries(stored.map(({ name, machines: _, ...file }) => [name, file]));
  const machines = Object.assign({}, ...stored.map((file) => file.machines));
  return {
    benchmarks: stored.length === 0 ? NOTHING : { machines: named(machines, files), files },
    kernels: loadTheme(root, 'kernels'),
    concurrency: loadTheme(root, 'concurrency'),
    training: loadTheme(root, 'training'),
  };
}

/** Makes the folder hold these measurements and no others. Throws where two names would share a file. */
export function saveBenchmarks(root: string, { files, machines }: Benchmarks): void {
  const folder = filesIn(root);
  const stored = new Map<string, string>();
  for (const [name, file] of Object.entries(files)) {
    const path = storedAs(name);
    if (stored.has(path)) throw new Error(`two measured files would be kept in ${path}`);
    const whole: StoredFile = { name, machines: named(machines, { [name]: file }), ...file };
    stored.set(path, stableJson(whole));
  }
  for (const path of existsSync(folder) ? readdirSync(folder) : [])
    if (!stored.has(path)) rmSync(join(folder, path));
  for (const [path, text] of stored) writeText(join(folder, path), text);
}

/** Replaces one entry of a theme and keeps its others. */
export function saveTheme<Name extends keyof Themes>(
  root: string,
  name: Name,
  entry: string,
  run: Themes[Name][string],
): void {
  const whole = { ...loadTheme<Themes[Name][string]>(root, name), [entry]: run };
  writeText(theme(root, name), stableJson(whole));
}
