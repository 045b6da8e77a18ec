/** One archive back into its file, or decoded to see whether it could be. */
import { type ArchiveInfo, decompressChunks, inspect } from '../node/index.js';
import { openArchive } from './archive-source.js';
import type { Command } from './command.js';
import { convert } from './convert.js';
import { openFile, openStdout } from './destination.js';
import { formatBytes } from './format.js';
import { hasSuffix, originalPath, restoredPath } from './naming.js';
import { OutputFile } from './output-file.js';
import type { Reporter } from './reporter.js';
import { NullSink, type Sink } from './sink.js';
import { Skip, type Source, STDIN_PATH } from './source.js';
import { specsOf } from './specs.js';
import { isShort, threadsFor } from './threads.js';
import type { Found } from './walk.js';

/** Decompresses, or with --test decodes and forgets. */
export async function decompressFile(
  { path, inside }: Found,
  dictionary: Uint8Array | undefined,
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
    const spec = info && specsOf(info);
    if (info)
      await reporter.explained(
        () => `${source.label}: ${spec}, ${formatBytes(info.memory)} of memory a thread`,
      );
    const sink = testing ? new NullSink() : await openSink(source, info, command, reporter);
    await convert(
      {
        command,
        source,
        sink,
        spec: () => spec,
        work: {
          label: source.label,
          direction: 'decompress',
          totalIn: source.likelySize,
          originalBytes: info?.originalBytes,
        },
        coder: (onProgress) => (chunks) =>
          decompressChunks(chunks, {
            threads: threadsFor(info?.originalBytes, command),
            memory: command.memory,
            dictionary,
            onProgress,
          }),
      },
      reporter,
    );
  } finally {
    await source.close();
  }
}

/** What a file says about itself, when somebody wants to know beforehand, or it may turn out to need no thread. */
async function preview(
  source: Source,
  command: Command,
  reporter: Reporter,
): Promise<ArchiveInfo | undefined> {
  const { showsProgress, isVerbose, isJson } = reporter;
  const wanted = command.storeName || showsProgress || isVerbose || isJson || isShort(source.size);
  if (!wanted || !source.stats?.isFile()) return undefined;
  try {
    return await inspect(source.chunks(), { maxListed: 1 });
  } catch (error) {
    if (command.storeName) throw error;
    return undefined; // decoding will find the same and more
  }
}

async function openSink(
  source: Source,
  info: ArchiveInfo | undefined,
  command: Command,
  reporter: Reporter,
): Promise<Sink> {
  const { output, suffix, storeName } = command;
  if (output !== undefined) return openFile(output, source, command, reporter);
  if (command.toStdout || source.path === undefined) return openStdout(command);
  const stored = storeName ? info?.frames[0] : undefined;
  const path =
    (stored?.name !== undefined ? restoredPath(source.path, stored.name) : undefined) ??
    originalPath(source.path, suffix);
  if (path === undefined) throw new Skip('has no known suffix, skipped');
  const sink = await openFile(path, source, command, reporter);
  if (stored?.mtime && sink instanceof OutputFile && sink.attributes)
    sink.attributes = { ...sink.attributes, mtime: stored.mtime };
  return sink;
}
