/** Archives of files as tasks: the bytes that the command `foresay` writes with the same options. */
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import { compressChunks, KIND_NAMES, parseSpec } from 'foresay';
import { isSameFile } from '../../data/same-file.js';
import { LabError } from '../../errors.js';
import { Interrupted } from '../../experiment/interruption.js';
import { countText } from '../../experiment/words.js';
import type { Options, Plan } from '../../sweep/plan.js';
import type { Done, GatheredTask, TaskContext, TaskKind } from '../../sweep/task-kind.js';
import { integerOption } from '../options.js';
import { parsedOptions } from './parsed.js';

/** The folder of all archives, in that of the results. */
const ARCHIVES = 'archives';

interface CompressFlags {
  readonly file: string;
  readonly level?: number;
  readonly model?: string;
  readonly kind?: (typeof KIND_NAMES)[number] | 'auto';
}

/** The options that a task may have besides its file. */
export function compressTaskOptions(): Option[] {
  return [
    integerOption('--level <n>', '1 (fastest) to 9 (smallest) (default: 4)', 1, 9),
    new Option('--model <spec>', 'a model, such as lstm(128x1)'),
    new Option('--kind <kind>', 'of the data (default: auto)').choices(['auto', ...KIND_NAMES]),
  ];
}

export const COMPRESS_TASKS: TaskKind = {
  name: 'compress',
  figure: { name: 'archiveBytes', label: 'bytes of the archive' },
  inputs: (options) => [flagsOf(options).file],
  check(options) {
    const { file, level, model } = flagsOf(options);
    if (level !== undefined && model !== undefined)
      throw new LabError('--level and --model exclude each other');
    if (model !== undefined) parseSpec(model);
    if (!statSync(file).isFile()) throw new LabError(`${file} is not a file`);
  },
  checkTogether: (plan) => void targetsOf(plan),
  run: compress,
  collect,
};

function flagsOf(options: Options): CompressFlags {
  const all = [new Option('--file <path>').makeOptionMandatory(), ...compressTaskOptions()];
  return parsedOptions('compress', all, options) as unknown as CompressFlags;
}

async function compress(options: Options, { work, signal, progress }: TaskContext): Promise<Done> {
  const { file, level, model, kind } = flagsOf(options);
  const { size } = statSync(file);
  const start = performance.now();
  const archive = join(work, archiveName(file));
  const chunks = compressChunks(createReadStream(file), {
    level,
    model,
    kind,
    threads: 1,
    size,
    signal,
    onProgress: ({ bytesIn }) => progress(size === 0 ? 1 : bytesIn / size),
  });
  try {
    await pipeline(chunks, createWriteStream(archive, { flush: true }));
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error;
  }
  const archiveBytes = statSync(archive).size;
  return {
    figures: { bytes: size, archiveBytes },
    seconds: (performance.now() - start) / 1000,
  };
}

function archiveName(file: string): string {
  return `${basename(file)}.fsy`;
}

/**
 * Where the archive of each task goes, below the folder `archives`: as its file is below the folder that all files share.
 *
 * Throws LabError for a place outside `archives`, and for an archive that would be a folder of another one or the same file.
 */
function targetsOf({ options, tasks }: Pick<Plan, 'options' | 'tasks'>): string[] {
  const files = tasks.map((own) => resolve(flagsOf({ ...options, ...own }).file));
  const root = sharedFolder(files);
  const targets = tasks.map((own, index) => {
    const target = join(variantOf(own), `${relative(root, files[index] ?? '')}.fsy`);
    if (leaves(target)) throw new LabError(`${target} is outside the folder ${ARCHIVES}`);
    return target;
  });
  const taken = new Map<string, number>();
  for (const [index, target] of targets.entries()) {
    const other = taken.get(target);
    if (other !== undefined) throw collision(files, other, index);
    taken.set(target, index);
  }
  for (const [index, target] of targets.entries())
    for (let above = dirname(target); above !== '.'; above = dirname(above)) {
      const other = taken.get(above);
      if (other !== undefined) throw collision(files, other, index);
    }
  return targets;
}

function collision(files: readonly string[], one: number, other: number): LabError {
  return new LabError(
    `${files[one]} and ${files[other]}: their archives cannot be in one folder; compress them in two sweeps`,
  );
}

/** Puts the archives into the folder `archives`, each where its file is below the folder that all files share. */
async function collect(
  plan: Plan,
  results: readonly GatheredTask[],
  folder: string,
): Promise<string[]> {
  const targets = targetsOf(plan);
  const totals = new Map<string, { files: number; bytes: number; archiveBytes: number }>();
  for (const { index, own, figures, path } of results) {
    const { file } = flagsOf({ ...plan.options, ...own });
    const variant = variantOf(own);
    const target = join(folder, ARCHIVES, targets[index] ?? '');
    mkdirSync(dirname(target), { recursive: true });
    link(join(path, archiveName(file)), target, folder);
    const total = totals.get(variant) ?? { files: 0, bytes: 0, archiveBytes: 0 };
    total.files++;
    total.bytes += Number(figures['bytes']);
    total.archiveBytes += Number(figures['archiveBytes']);
    totals.set(variant, total);
  }
  return [...totals].map(
    ([variant, { files, bytes, archiveBytes }]) =>
      `${join(folder, ARCHIVES, variant)}: ${files} archives, ${countText(bytes)} bytes in ${countText(archiveBytes)}`,
  );
}

/** `level-6` where several levels are tried; of the file alone: nothing. */
function variantOf({ file: _, ...own }: Options): string {
  return Object.entries(own)
    .map(([name, value]) => `${name}-${value}`)
    .join(',');
}

/** The deepest folder that all files are in. Their paths are absolute: the parent of `..` is not `.`. */
function sharedFolder(files: readonly string[]): string {
  let shared = dirname(files[0] ?? '.');
  while (files.some((file) => leaves(relative(shared, file)))) {
    if (dirname(shared) === shared) break;
    shared = dirname(shared);
  }
  return shared;
}

/** Whether a relative path goes out of its folder. */
function leaves(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
}

/**
 * A second name for a file takes no space, but not all file systems have them. Throws LabError if another file is there,
 * unless it is an archive of the results folder, such as one of an earlier plan.
 */
function link(from: string, to: string, folder: string): void {
  if (existsSync(to)) {
    const same = (path: string) => isCopy(path, to);
    if (same(from)) return;
    const tasks = join(folder, 'tasks');
    if (!readdirSync(tasks).some((task) => same(join(tasks, task, basename(from)))))
      throw new LabError(`${to} is not an archive of this sweep`);
  }
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Whether two paths have the same bytes: names of one file, or a copy of it. A path without a file has none. */
function isCopy(path: string, other: string): boolean {
  const [one, two] = [path, other].map((name) => statSync(name, { throwIfNoEntry: false }));
  if (!one?.isFile() || !two?.isFile() || one.size !== two.size) return false;
  if (isSameFile(one, two)) return true;
  return readFileSync(path).equals(readFileSync(other));
}
