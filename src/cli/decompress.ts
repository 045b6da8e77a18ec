/** One archive back into its file, or decoded to see whether it could be. */
import { type ArchiveInfo, decompressChunks, inspect } from '../node/index.js';
import { checkLength } from '../pipeline/extent.js';
import type { Command } from './command.js';
import { convert } from './convert.js';
import { openArchive } from './io/archive-source.js';
import { type Inputs, openFile, openStdout } from './io/destination.js';
import type { DictionaryFile } from './io/dictionary.js';
import type { Found } from './io/named-files.js';
import { hasSuffix, originalPath, restoredPath } from './io/naming.js';
import { OutputFile } from './io/output-file.js';
import { NullSink, type Sink } from './io/sink.js';
import { Skip, type Source } from './io/source.js';
import { STDIN_PATH } from './io/standard-input.js';
import { formatBytes } from './report/format.js';
import type { Reporter } from './report/reporter.js';
import { specsOf } from './specs.js';
import { isShort, threadsFor } from './threads.js';

/** Decompresses, or with --test decodes and forgets. */
export async function decompressFile(
  { path, inside }: Found,
  dictionary: DictionaryFile | undefined,
  command: Command,
  reporter: Reporter,
): Promise<void> {
  const testing = command.action === 'test';
  const toFile = !testing && !command.toStdout && command.output === undefined;
  if (!hasSuffix(path, command.suffix) && (toFile || inside)) {
    if (inside && !reporter.isVerbose) return;
    if (path !== STDIN_PATH) throw new Skip('has no known suffix, skipped');
  }
  const source = await openArchive(path, {
    followLinks: command.force || !toFile,
    anyKind: !toFile,
  });
  try {
    const info = await preview(source, command, reporter);
    checkLength(info?.originalBytes ?? 0, command.maxSize ?? Number.POSITIVE_INFINITY);
    const spec = info && specsOf(info);
    if (info)
      await reporter.explained(
        () => `${source.label}: ${spec}, ${formatBytes(info.memory)} of memory a thread`,
      );
    const sink = testing
      ? new NullSink()
      : await openSink({ source, dictionary }, info, command, reporter);
    await convert(
      {
        command,
        source,
        sink,
        dictionary,
        spec: () => spec,
        work: {
          label: source.label,
          direction: 'decompress',
          totalIn: source.likelySize,
          originalBytes: info?.originalBytes,
          dictionary: command.dictionary,
        },
        coder: (onProgress) => (chunks) =>
          decompressChunks(chunks, {
            threads: threadsFor(info?.originalBytes, command),
            memory: command.memory,
            maxCost: command.maxCost,
            maxOutputBytes: command.maxSize,
            dictionary: dictionary?.bytes,
            onProgress,
            onWarning: ({ message }) => reporter.advised(source.label, message),
          }),
      },
      reporter,
    );
  } finally {
    await source.close();
  }
}

/** What a file says about itself, where that is needed beforehand: for names, limits and reports, or to start no thread. */
async function preview(
  source: Source,
  command: Command,
  reporter: Reporter,
): Promise<ArchiveInfo | undefined> {
  const { showsProgress, isVerbose, isJson } = reporter;
  const { storeName, maxSize } = command;
  const wanted =
    storeName ||
    maxSize !== undefined ||
    showsProgress ||
    isVerbose ||
    isJson ||
    isShort(source.size);
  if (!wanted || source.path === undefined || !source.stats.isFile()) return undefined;
  try {
    return await inspect(source.chunks(), { maxListed: 1 });
  } catch (error) {
    if (storeName) throw error;
    return undefined; // decoding will find the same and more
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
  if (path === undefined) throw new Skip('has no known suffix, skipped');
  const sink = await openFile(path, inputs, command, reporter);
  if (stored?.mtime && sink instanceof OutputFile && sink.attributes)
    sink.attributes = { ...sink.attributes, mtimeNs: 1_000_000n * BigInt(stored.mtime.getTime()) };
  return sink;
}
