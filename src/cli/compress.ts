/** One file into an archive. */
import type { BigIntStats } from 'node:fs';
import { basename } from 'node:path';
import { isFrameName } from '../archive/frame-header.js';
import {
  type BlockInfo,
  type CompressOptions,
  compressChunks,
  memoryNeeded,
  type Warning,
} from '../node/index.js';
import type { Command } from './command.js';
import { convert } from './convert.js';
import { FileError } from './failure.js';
import { type Inputs, openFile, openStdout } from './io/destination.js';
import type { DictionaryFile } from './io/dictionary.js';
import type { Found } from './io/named-files.js';
import { archivePath, hasSuffix } from './io/naming.js';
import type { Sink } from './io/sink.js';
import { openSource, Skip, type Source } from './io/source.js';
import { formatBytes } from './report/format.js';
import type { Reporter } from './report/reporter.js';
import { Chosen } from './report/stream-summary.js';
import { modelText } from './specs.js';
import { threadsFor } from './threads.js';

/** Opens the file and picks a spec. // [path 1] */
export async function compressFile(
  { path, inside }: Found,
  dictionary: DictionaryFile | undefined,
  command: Command,
  reporter: Reporter,
): Promise<void> {
  const toFile = !command.toStdout && command.output === undefined;
  if ((toFile || inside) && hasSuffix(path, command.suffix)) {
    if (inside && !reporter.isVerbose) return;
    throw new Skip('already is an archive by its suffix, skipped');
  }
  const source = await openSource(path, {
    followLinks: command.force || !toFile,
    anyKind: !toFile,
  });
  try {
    if (source.path === undefined && !source.stats.isFile() && dictionary?.isSameFile(source.stats))
      throw new FileError(source.label, 'was already read as the dictionary');
    const chosen = new Chosen();
    const options = {
      ...optionsFor(source, command, reporter),
      dictionary: dictionary?.bytes,
      onBlock: (block: BlockInfo) => chosen.add(block),
    };
    await reporter.explained(
      async () => `${source.label}: ${modelText(command)}, ${await memoryText(options)}`,
    );
    const sink = await openSink({ source, dictionary }, command, reporter);
    await convert(
      {
        command,
        source,
        sink,
        dictionary,
        spec: () => chosen.spec,
        remarks: () => chosen.lines,
        work: {
          label: source.label,
          direction: 'compress',
          totalIn: source.likelySize,
          originalBytes: source.likelySize,
          dictionary: command.dictionary,
        },
        coder: (onProgress) => (chunks) => compressChunks(chunks, { ...options, onProgress }),
      },
      reporter,
    );
  } finally {
    await source.close();
  }
}

async function memoryText(options: CompressOptions): Promise<string> {
  return `${formatBytes(await memoryNeeded(options))} of memory a thread`;
}

async function openSink(inputs: Inputs, command: Command, reporter: Reporter): Promise<Sink> {
  const { output, suffix } = command;
  const { path } = inputs.source;
  if (output !== undefined) return openFile(output, inputs, command, reporter);
  if (command.toStdout || path === undefined) return openStdout(inputs, command);
  return openFile(archivePath(path, suffix), inputs, command, reporter);
}

function optionsFor(source: Source, command: Command, reporter: Reporter): CompressOptions {
  const { level, model, kind, blockSize, memory, maxCost } = command;
  const { size } = source;
  const threads = threadsFor(size, command);
  const onWarning = ({ message }: Warning) => reporter.advised(source.label, message);
  const common = { level, model, kind, blockSize, threads, memory, maxCost, size, onWarning };
  if (!command.storeName || source.path === undefined) return common;
  const name = basename(source.path);
  const mtime = modified(source.stats);
  if (isFrameName(name)) return { ...common, name, mtime };
  reporter.warned(source.label, 'an archive cannot keep this name; only the time is stored');
  return { ...common, mtime };
}

/** To the nearest millisecond, which is what an archive keeps. */
function modified({ mtimeNs }: BigIntStats): Date {
  return new Date(Math.round(Number(mtimeNs) / 1e6));
}
