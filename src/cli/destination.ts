/** Where the result of one file goes, and whether it may. */
import { lstat, open, stat } from 'node:fs/promises';
import { isatty } from 'node:tty';
import type { Command } from './command.js';
import { STDOUT } from './descriptor.js';
import { FileError, printable, systemCode } from './failure.js';
import { OutputFile } from './output-file.js';
import type { Reporter } from './reporter.js';
import { DeviceSink, type Sink, StdoutSink } from './sink.js';
import { Skip, type Source } from './source.js';
import { canAsk, confirm } from './terminal.js';

/** Standard output; an archive is not thrown at a terminal. */
export function openStdout(command: Command): Sink {
  if (command.action === 'compress' && isatty(STDOUT) && !command.force)
    throw new FileError(
      '(stdout)',
      'an archive is not written to a terminal; -f does it anyway, -h helps',
    );
  return new StdoutSink();
}

/** A file at `path`, or what stands there if that is a device or a pipe. Asks before it replaces a file. */
export async function openFile(
  path: string,
  source: Source,
  command: Command,
  reporter: Reporter,
): Promise<Sink> {
  const there = await standing(path);
  const target = there?.isSymbolicLink() ? await stat(path).catch(() => there) : there;
  if (target?.isDirectory()) throw new FileError(path, 'is a directory', { system: 'EISDIR' });
  if (target && !target.isFile() && !target.isSymbolicLink())
    return new DeviceSink(path, await open(path, 'w').catch((error) => fail(path, error)));
  if (target && source.stats && target.dev === source.stats.dev && target.ino === source.stats.ino)
    throw new FileError(path, 'is the input itself');
  const replace =
    there !== undefined && (command.force || (await mayReplace(path, source, reporter)));
  const file = OutputFile.create(path, replace);
  if (source.stats?.isFile()) file.attributes = source.stats;
  return file;
}

/** What a name refers to now, without following it. */
async function standing(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? undefined : fail(path, error);
  }
}

async function mayReplace(path: string, source: Source, reporter: Reporter): Promise<true> {
  // A terminal that is typing the input cannot answer too.
  if (!canAsk() || source.path === undefined)
    throw new FileError(path, 'already exists; -f overwrites it', { system: 'EEXIST' });
  reporter.pause();
  if (!(await confirm(`foresay: ${printable(path)} already exists; overwrite`)))
    throw new Skip('not overwritten');
  return true;
}

function fail(path: string, error: unknown): never {
  throw FileError.from(path, error);
}
