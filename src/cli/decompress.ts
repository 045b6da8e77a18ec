/** Decompresses or tests one archive. */
import { type ArchiveInfo, decompressChunks, inspect } from '../node/index.js';
import { checkLength } from '../pipeline/extent.js';
import type { Command } from './arguments/command.js';
import { convert } from './convert.js';
import { type Inputs, openFile, openStdout } from './destination.js';
import type { NamedFile } from './io/named-files.js';
import { hasSuffix, originalPath, restoredPath } from './io/naming.js';
import { OutputFile } from './io/output-file.js';
import { NullSink, type Sink } from './io/sink.js';
import { openArchive, Skip, type Source } from './io/source.js';
import { STDIN_PATH } from './io/standard-input.js';
import type { ModelFiles } from './model-files.js';
import { formatBytes } from './report/format.js';
import { modelsOf } from './report/models.js';
import type { Reporter } from './report/reporter.js';
import { isShort, threadsFor } from './thread-count.js';

const UNKNOWN_SUFFIX = 'has no known suffix, skipped';

/** Decompresses the archive; with --test decodes and writes nothing. Rejects with Skip or FileError. */
export async function decompressFile(
  { path, fromDirectory }: NamedFile,
  modelFiles: ModelFiles,
  command: Command,
  reporter: Reporter,
): Promise<void> {
  const testing = command.action === 'test';
  const toFile = !testing && !command.toStdout && command.output === undefined;
  if (!hasSuffix(path, command.suffix) && (toFile || fromDirectory)) {
    if (fromDirectory && !reporter.isVerbose) return;
    if (path !== STDIN_PATH) throw new Skip(UNKNOWN_SUFFIX);
  }
  const source = await openArchive(path, {
    followLinks: command.force || !toFile,
    specialFiles: !toFile,
  });
  try {
    const info = await preview(source, command, reporter);
    checkLength(info?.originalBytes ?? 0, command.maxSize ?? Number.POSITIVE_INFINITY);
    const models = info && modelsOf(info);
    if (info)
      await reporter.debug(
        () => `${source.label}: ${models}, ${formatBytes(info.memory)} of memory per thread`,
      );
    const sink = testing
      ? new NullSink()
      : await openSink({ source, modelFiles }, info, command, reporter);
    await convert(
      {
        command,
        source,
        sink,
        modelFiles,
        models: () => models,
        subject: {
          label: source.label,
          direction: 'decompress',
          totalIn: source.likelySize,
          originalBytes: info?.originalBytes,
          dictionary: command.dictionary,
        },
        pipeline: (onProgress) => (chunks) =>
          decompressChunks(chunks, {
            threads: threadsFor(info?.originalBytes, command),
            memory: command.memory,
            maxCost: command.maxCost,
            maxOutputBytes: command.maxSize,
            dictionary: modelFiles.dictionary?.bytes,
            network: modelFiles.network?.bytes,
            onProgress,
            onWarning: ({ message }) => reporter.notice(source.label, message),
          }),
      },
      reporter,
    );
  } finally {
    await source.close();
  }
}

/** Reads the headers of a regular file where names, limits or reports need them, or the choice of threads does. */
async function preview(
  source: Source,
  command: Command,
  reporter: Reporter,
): Promise<ArchiveInfo | undefined> {
  const { showsProgress, isVerbose, isJson } = reporter;
  const { storeName, maxSize } = command;
  const needed =
    storeName ||
    maxSize !== undefined ||
    showsProgress ||
    isVerbose ||
    isJson ||
    isShort(source.size);
  if (!needed || source.path === undefined || !source.stats.isFile()) return undefined;
  try {
    return await inspect(source.chunks(), { maxListed: 1 });
  } catch (error) {
    if (storeName) throw error;
    return undefined; // decoding reports the error
  }
}

async function openSink(
  inputs: Inputs,
  info: ArchiveInfo | undefined,
  command: Command,
  reporter: Reporter,
): Promise<Sink> {
  const { output, suffix, storeName } = command;
  const archive = inputs.source.path;
  if (output !== undefined) return openFile(output, inputs, command, reporter);
  if (command.toStdout || archive === undefined) return openStdout(inputs, command);
  const stored = storeName ? info?.frames[0] : undefined;
  const path =
    (stored?.name !== undefined ? restoredPath(archive, stored.name) : undefined) ??
    originalPath(archive, suffix);
  if (path === undefined) throw new Skip(UNKNOWN_SUFFIX);
  const sink = await openFile(path, inputs, command, reporter);
  if (stored?.mtime && sink instanceof OutputFile && sink.attributes)
    sink.attributes = { ...sink.attributes, mtimeNs: 1_000_000n * BigInt(stored.mtime.getTime()) };
  return sink;
}
