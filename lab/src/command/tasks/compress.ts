/** Archives of files as tasks: the bytes that the command `foresay` writes with the same options. */
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import { compressChunks, KIND_NAMES, parseSpec } from 'foresay';
import { LabError } from '../../errors.js';
import { Interrupted } from '../../experiment/interruption.js';
import { countText } from '../../experiment/words.js';
import type { Options, Plan } from '../../sweep/plan.js';
import type { Done, GatheredTask, TaskContext, TaskKind } from '../../sweep/task-kind.js';
import { integerOption } from '../options.js';
import { parsedOptions } from './parsed.js';

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

/** Puts the archives into the folder `archives`, each where its file is below the folder that all files share. */
async function collect(
  plan: Plan,
  results: readonly GatheredTask[],
  folder: string,
): Promise<string[]> {
  const all = plan.tasks.map((own) => flagsOf({ ...plan.options, ...own }).file);
  const root = sharedFolder(all);
  const totals = new Map<string, { files: number; bytes: number; archiveBytes: number }>();
  for (const { own, figures, path } of results) {
    const { file } = flagsOf({ ...plan.options, ...own });
    const variant = variantOf(own);
    const target = join(folder, 'archives', variant, `${relative(root, file)}.fsy`);
    mkdirSync(dirname(target), { recursive: true });
    link(join(path, archiveName(file)), target);
    const total = totals.get(variant) ?? { files: 0, bytes: 0, archiveBytes: 0 };
    total.files++;
    total.bytes += Number(figures['bytes']);
    total.archiveBytes += Number(figures['archiveBytes']);
    totals.set(variant, total);
  }
  return [...totals].map(
    ([variant, { files, bytes, archiveBytes }]) =>
      `${join(folder, 'archives', variant)}: ${files} archives, ${countText(bytes)} bytes in ${countText(archiveBytes)}`,
  );
}

/** `level-6` where several levels are tried; of the file alone: nothing. */
function variantOf({ file: _, ...own }: Options): string {
  return Object.entries(own)
    .map(([name, value]) => `${name}-${value}`)
    .join(',');
}

/** The deepest folder that all files are in. */
function sharedFolder(files: readonly string[]): string {
  let shared = dirname(files[0] ?? '.');
  while (files.some((file) => relative(shared, file).startsWith('..'))) {
    if (dirname(shared) === shared) break;
    shared = dirname(shared);
  }
  return shared;
}

/** A second name for a file takes no space, but not all file systems have them. */
function link(from: string, to: string): void {
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
