/** Where the result of one file goes, and whether it may. */
import { type BigIntStats, fstatSync } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { isatty } from 'node:tty';
import type { Command } from '../command.js';
import { FileError, systemCode } from '../failure.js';
import type { Reporter } from '../report/reporter.js';
import { canAsk, confirm } from '../report/terminal.js';
import { attributesOf } from './attributes.js';
import { STDOUT, wasClosed } from './descriptor.js';
import type { DictionaryFile } from './dictionary.js';
import { isSameFile } from './identity.js';
import { OutputFile } from './output-file.js';
import { systemPath } from './path.js';
import { DeviceSink, type Sink, STDOUT_LABEL, StdoutSink } from './sink.js';
import { Skip, type Source } from './source.js';

/** What a result must not be written over: it is read to make the result, or needed to decompress it. */
export interface Inputs {
  readonly source: Source;
  readonly dictionary: DictionaryFile | undefined;
}

/** Standard output; an archive is not thrown at a terminal. Throws FileError. */
export function openStdout(inputs: Inputs, command: Command): Sink {
  if (command.action === 'compress' && isatty(STDOUT) && !command.force)
    throw new FileError(
      STDOUT_LABEL,
      'an archive is not written to a terminal; -f does it anyway, -h helps',
    );
  if (wasClosed(STDOUT))
    throw new FileError(
      STDOUT_LABEL,
      'is closed, or is /dev/null opened for reading and writing; -o /dev/null works',
      { system: 'EBADF' },
    );
  const stats = fstatSync(STDOUT, { bigint: true });
  protect(STDOUT_LABEL, stats, inputs);
  return new StdoutSink(stats.isFile());
}

/** A file at `path`, or what stands there if that is a device or a pipe. Asks before it replaces a file. */
export async function openFile(
  path: string,
  inputs: Inputs,
  command: Command,
  reporter: Reporter,
): Promise<Sink> {
  const { source } = inputs;
  const name = systemPath(path);
  const there = await standing(path);
  const target = there?.isSymbolicLink()
    ? await stat(name, { bigint: true }).catch(() => there)
    : there;
  if (target?.isDirectory()) throw new FileError(path, 'is a directory', { system: 'EISDIR' });
  if (target) protect(path, target, inputs);
  if (target && !target.isFile() && !target.isSymbolicLink()) {
    const handle = await open(name, 'w').catch((error) => fail(path, error));
    return new DeviceSink(path, handle, target.isBlockDevice());
  }
  const replace =
    there !== undefined && (command.force || (await mayReplace(path, source, reporter)));
  const file = OutputFile.create(path, replace);
  if (source.path !== undefined && source.stats.isFile())
    file.attributes = attributesOf(source.stats);
  return file;
}

/** Throws FileError when writing to `target` would destroy what is read. Terminals and pipes lose nothing. */
function protect(path: string, target: BigIntStats, { source, dictionary }: Inputs): void {
  if (!target.isFile() && !target.isBlockDevice()) return;
  if (isSameFile(target, source.stats)) throw new FileError(path, 'is the input itself');
  if (dictionary?.isSameFile(target))
    throw new FileError(path, 'is the dictionary, which is needed to decompress');
}

/** What a name refers to now, without following it. */
async function standing(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(systemPath(path), { bigint: true });
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? undefined : fail(path, error);
  }
}

async function mayReplace(path: string, source: Source, reporter: Reporter): Promise<true> {
  // A terminal that is typing the input cannot answer too.
  if (!canAsk() || source.path === undefined)
    throw new FileError(path, 'already exists; -f overwrites it', { system: 'EEXIST' });
  reporter.pause();
  if (!(await confirm(`foresay: ${path} already exists; overwrite`)))
    throw new Skip('not overwritten');
  return true;
}

function fail(path: string, error: unknown): never {
  throw FileError.from(path, error);
}
