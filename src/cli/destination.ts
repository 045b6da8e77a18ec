/** Opens the output for one file, unless that would overwrite something. */
import { type BigIntStats, fstatSync } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { isatty } from 'node:tty';
import type { Command } from './arguments/command.js';
import { FileError, systemCode } from './failure.js';
import { attributesOf } from './io/attributes.js';
import { STDOUT, STDOUT_LABEL, wasClosed } from './io/descriptor.js';
import { OutputFile } from './io/output-file.js';
import { systemPath } from './io/path.js';
import { isSameFile } from './io/same-file.js';
import { DeviceSink, type Sink, StdoutSink } from './io/sink.js';
import { Skip, type Source } from './io/source.js';
import type { ModelFiles } from './model-files.js';
import type { Reporter } from './report/reporter.js';
import { canAsk, confirm } from './report/terminal.js';

/** The files that the output must not overwrite. */
export interface Inputs {
  readonly source: Source;
  readonly modelFiles: ModelFiles;
}

/** Opens standard output. Throws FileError; without -f also for an archive to a terminal. */
export function openStdout(inputs: Inputs, command: Command): Sink {
  if (command.action === 'compress' && isatty(STDOUT) && !command.force)
    throw new FileError(
      STDOUT_LABEL,
      'compressed data is not written to a terminal; use -f to force it, -h for help',
    );
  if (wasClosed(STDOUT))
    throw new FileError(
      STDOUT_LABEL,
      'is closed, or is /dev/null opened for reading and writing; use -o /dev/null',
      { system: 'EBADF' },
    );
  const stats = fstatSync(STDOUT, { bigint: true });
  rejectInputs(STDOUT_LABEL, stats, inputs);
  return new StdoutSink(stats.isFile());
}

/**
 * Opens the file at `path`, or the device or pipe that exists there. An existing file is replaced with -f or after a
 * question on the terminal. Rejects with FileError, or with Skip if the answer is no.
 */
export async function openFile(
  path: string,
  inputs: Inputs,
  command: Command,
  reporter: Reporter,
): Promise<Sink> {
  const { source } = inputs;
  const name = systemPath(path);
  const existing = await existingAt(path);
  const target = existing?.isSymbolicLink()
    ? await stat(name, { bigint: true }).catch(() => existing)
    : existing;
  if (target?.isDirectory()) throw new FileError(path, 'is a directory', { system: 'EISDIR' });
  if (target) rejectInputs(path, target, inputs);
  if (target && !target.isFile() && !target.isSymbolicLink()) {
    const handle = await open(name, 'w').catch((error) => fail(path, error));
    return new DeviceSink(path, handle, target.isBlockDevice());
  }
  const replace =
    existing !== undefined && (command.force || (await confirmReplacement(path, source, reporter)));
  const file = OutputFile.create(path, replace);
  if (source.path !== undefined && source.stats.isFile())
    file.attributes = attributesOf(source.stats);
  return file;
}

/** Throws FileError if `target` is one of the inputs. Terminals and pipes lose no data, so they are allowed. */
function rejectInputs(path: string, target: BigIntStats, { source, modelFiles }: Inputs): void {
  if (!target.isFile() && !target.isBlockDevice()) return;
  if (isSameFile(target, source.stats)) throw new FileError(path, 'is the same file as the input');
  const file = modelFiles.find(target);
  if (!file) return;
  const why = modelFiles.isNeeded(file) ? ', which decompression needs' : '';
  throw new FileError(path, `is the ${file.role}${why}`);
}

/** The stats of `path`, links not followed; undefined if nothing exists there. */
async function existingAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(systemPath(path), { bigint: true });
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? undefined : fail(path, error);
  }
}

async function confirmReplacement(path: string, source: Source, reporter: Reporter): Promise<true> {
  // The answer would be read from standard input, which may be the source.
  if (!canAsk() || source.path === undefined)
    throw new FileError(path, 'already exists; use -f to overwrite it', { system: 'EEXIST' });
  reporter.clearStatus();
  if (!(await confirm(`foresay: ${path} already exists; overwrite`)))
    throw new Skip('not overwritten');
  return true;
}

function fail(path: string, error: unknown): never {
  throw FileError.from(path, error);
}
