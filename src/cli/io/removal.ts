/** Deleting a source once its result is safe (--rm). */
import { unlinkSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from '../command.js';
import { describe, FileError, systemCode } from '../failure.js';
import type { Reporter } from '../report/reporter.js';
import type { DictionaryFile } from './dictionary.js';
import { isSameFile } from './identity.js';
import { OutputFile } from './output-file.js';
import { systemPath } from './path.js';
import type { Sink } from './sink.js';
import type { Source } from './source.js';
import { syncDirectory } from './sync.js';

/** A conversion that is done, its sink committed. */
interface Finished {
  readonly command: Command;
  readonly source: Source;
  readonly sink: Sink;
  readonly dictionary: DictionaryFile | undefined;
}

/** With --rm deletes the source, or warns why it stays; without, warns if it changed. Rejects with FileError. */
export async function endSource(finished: Finished, reporter: Reporter): Promise<void> {
  const { command, source } = finished;
  if (!command.removeSource) {
    if (!(await source.isUnchanged())) reporter.warned(source.label, 'changed while it was read');
    return;
  }
  try {
    const obstacle = await remove(finished);
    if (obstacle) reporter.warned(source.label, obstacle);
  } catch (error) {
    const { message } = describe(error);
    const elsewhere = error instanceof FileError && error.file !== source.label;
    const where = elsewhere ? `${error.file}: ` : '';
    throw new FileError(source.label, `not removed: ${where}${message}`, { cause: error });
  }
}

/**
 * Everything that the result needs is put on the disk first: its content by the commit, its name here, and the
 * dictionary. Then the source is looked at for the last time.
 * @returns Why the source was not removed, if it was not.
 */
async function remove({
  command,
  source,
  sink,
  dictionary,
}: Finished): Promise<string | undefined> {
  const { path, stats } = source;
  if (!(sink instanceof OutputFile)) return 'not removed, since the result is no file';
  if (path === undefined || !stats.isFile()) return 'not removed, since it is no regular file';
  if (dictionary?.isSameFile(stats)) return 'is the dictionary; not removed';
  if (command.action === 'compress') await dictionary?.secure();
  await syncDirectory(dirname(sink.name));
  const name = systemPath(path);
  const found = await (command.force ? stat : lstat)(name, { bigint: true }).catch((error) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!found || !isSameFile(found, stats))
    throw new FileError(path, 'it was moved or replaced while it was read');
  if (!(await source.isUntouched())) return 'changed while it was read; not removed';
  unlinkSync(name);
  return undefined;
}
