/** Removes a source after its result is on the disk (--rm). */
import { unlinkSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from './arguments/command.js';
import { describe, FileError, systemCode } from './failure.js';
import { OutputFile } from './io/output-file.js';
import { systemPath } from './io/path.js';
import { isSameFile } from './io/same-file.js';
import type { Sink } from './io/sink.js';
import type { Source } from './io/source.js';
import { syncDirectory } from './io/sync.js';
import type { ModelFiles } from './model-files.js';
import type { Reporter } from './report/reporter.js';

/** A finished conversion. */
interface Finished {
  readonly command: Command;
  readonly source: Source;
  /** Committed. */
  readonly sink: Sink;
  readonly modelFiles: ModelFiles;
}

/**
 * With --rm removes the source, or warns why it was kept. Without --rm warns if the source changed while it was read.
 * Rejects with FileError.
 */
export async function finishSource(finished: Finished, reporter: Reporter): Promise<void> {
  const { command, source } = finished;
  if (!command.removeSource) {
    if (!(await source.isUnchanged())) reporter.warning(source.label, 'changed while it was read');
    return;
  }
  try {
    const reason = await remove(finished);
    if (reason) reporter.warning(source.label, `not removed: ${reason}`);
  } catch (error) {
    const { message } = describe(error);
    const aboutOther = error instanceof FileError && error.file !== source.label;
    const reason = aboutOther ? `${error.file}: ${message}` : message;
    throw new FileError(source.label, `not removed: ${reason}`, { cause: error });
  }
}

/**
 * Syncs what the result needs: its name, and the model files of an archive. Its content was synced by commit(). Then
 * checks the source once more, and removes it.
 * @returns Why the source was not removed; undefined if it was.
 */
async function remove({
  command,
  source,
  sink,
  modelFiles,
}: Finished): Promise<string | undefined> {
  const { path, stats } = source;
  if (!(sink instanceof OutputFile)) return 'the output is not a regular file';
  if (path === undefined || !stats.isFile()) return 'it is not a regular file';
  const same = modelFiles.find(stats);
  if (same) return `it is the ${same.role}`;
  if (command.action === 'compress') await modelFiles.syncToDisk();
  await syncDirectory(dirname(sink.name));
  const name = systemPath(path);
  const found = await (command.force ? stat : lstat)(name, { bigint: true }).catch((error) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!found || !isSameFile(found, stats))
    throw new FileError(path, 'it was moved or replaced while it was read');
  if (!(await source.isUntouched())) return 'it changed while it was read';
  unlinkSync(name);
  return undefined;
}
