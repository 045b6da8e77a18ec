/** Compresses one file. */
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
import type { Command } from './arguments/command.js';
import { convert } from './convert.js';
import { type Inputs, openFile, openStdout } from './destination.js';
import { compressTrained } from './epochs.js';
import { FileError } from './failure.js';
import type { NamedFile } from './io/named-files.js';
import { archivePath, hasSuffix } from './io/naming.js';
import type { Sink } from './io/sink.js';
import { openSource, Skip, type Source } from './io/source.js';
import type { ModelFiles } from './model-files.js';
import { formatBytes } from './report/format.js';
import { modelText } from './report/models.js';
import type { Reporter } from './report/reporter.js';
import { StreamSummary } from './report/stream-summary.js';
import { threadsFor } from './thread-count.js';

/** Opens the file, chooses the options and the output, and converts. Rejects with Skip or FileError. // [path 1] */
export async function compressFile(
  { path, fromDirectory }: NamedFile,
  modelFiles: ModelFiles,
  command: Command,
  reporter: Reporter,
): Promise<void> {
  const toFile = !command.toStdout && command.output === undefined;
  if ((toFile || fromDirectory) && hasSuffix(path, command.suffix)) {
    if (fromDirectory && !reporter.isVerbose) return;
    throw new Skip('already has an archive suffix, skipped');
  }
  const source = await openSource(path, {
    followLinks: command.force || !toFile,
    specialFiles: !toFile,
  });
  try {
    const same = modelFiles.find(source.stats);
    if (source.path === undefined && !source.stats.isFile() && same)
      throw new FileError(source.label, `is also the ${same.role}, and can be read only once`);
    const summary = new StreamSummary();
    const options = {
      ...optionsFor(source, command, reporter),
      dictionary: modelFiles.dictionary?.bytes,
      network: modelFiles.network?.bytes,
      onBlock: (block: BlockInfo) => summary.add(block),
    };
    await reporter.debug(
      async () => `${source.label}: ${modelText(command)}, ${await memoryText(options)}`,
    );
    const sink = await openSink({ source, modelFiles }, command, reporter);
    await convert(
      {
        command,
        source,
        sink,
        modelFiles,
        models: () => summary.models,
        details: () => summary.lines,
        subject: {
          label: source.label,
          direction: 'compress',
          totalIn: source.likelySize,
          originalBytes: source.likelySize,
          dictionary: command.dictionary,
        },
        pipeline: (onProgress) => (chunks) =>
          command.epochs === undefined
            ? compressChunks(chunks, { ...options, onProgress })
            : compressTrained(chunks, { ...options, onProgress }, command.epochs, (message) =>
                reporter.notice(source.label, message),
              ),
      },
      reporter,
    );
  } finally {
    await source.close();
  }
}

async function memoryText(options: CompressOptions): Promise<string> {
  return `${formatBytes(await memoryNeeded(options))} of memory per thread`;
}

async function openSink(inputs: Inputs, command: Command, reporter: Reporter): Promise<Sink> {
  const { output, suffix } = command;
  const { path } = inputs.source;
  if (output !== undefined) return openFile(output, inputs, command, reporter);
  if (command.toStdout || path === undefined) return openStdout(inputs, command);
  return openFile(archivePath(path, suffix), inputs, command, reporter);
}

function optionsFor(source: Source, command: Command, reporter: Reporter): CompressOptions {
  const { level, model, networkByHash, networkLearns, kind, blockSize, memory, maxCost } = command;
  const { size } = source;
  const threads = threadsFor(size, command);
  const onWarning = ({ message }: Warning) => reporter.notice(source.label, message);
  const models = { level, model, networkByHash, networkLearns, kind };
  const common = { ...models, blockSize, threads, memory, maxCost, size, onWarning };
  if (!command.storeName || source.path === undefined) return common;
  const name = basename(source.path);
  const mtime = modificationTime(source.stats);
  if (isFrameName(name)) return { ...common, name, mtime };
  reporter.warning(source.label, 'an archive cannot store this name; only the time is stored');
  return { ...common, mtime };
}

/** Rounded to the millisecond, the unit of an archive. */
function modificationTime({ mtimeNs }: BigIntStats): Date {
  return new Date(Math.round(Number(mtimeNs) / 1e6));
}
