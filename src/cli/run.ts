/** Runs the command: from arguments to an exit status. */
import { VERSION } from '../version.js';
import { type Command, parseCommand, UsageError } from './arguments/command.js';
import { exactArguments } from './arguments/exact-arguments.js';
import { compressFile } from './compress.js';
import { decompressFile } from './decompress.js';
import { describe, FileError } from './failure.js';
import { helpText } from './help.js';
import { STDERR, STDIN_LABEL, STDOUT, STDOUT_LABEL, writeText } from './io/descriptor.js';
import { type NamedFile, namedFiles } from './io/named-files.js';
import { Skip } from './io/source.js';
import { STDIN_PATH } from './io/standard-input.js';
import { Listing } from './list.js';
import { ModelFiles } from './model-files.js';
import { catchSignals, exitBySignal } from './process/signals.js';
import { modelText } from './report/models.js';
import { printError } from './report/printable.js';
import { type ExitStatus, Reporter } from './report/reporter.js';

/** @param args The arguments after the program's name. */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  try {
    const command = parseCommand(exactArguments(args));
    if (command.action === 'help') writeText(STDOUT, helpText(command.topic));
    else if (command.action === 'version') writeText(STDOUT, `foresay ${VERSION}\n`);
    else return await processFiles(command);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      printError(error.message);
      writeText(STDERR, "Try 'foresay --help'.\n");
    }
    // Writing a report to standard output failed.
    else if (error instanceof FileError) printError(`${error.file}: ${error.message}`);
    else {
      const { message, code } = describe(error);
      printError(`${message} [${code}]`);
    }
    return 1;
  }
}

async function processFiles(command: Command): Promise<ExitStatus> {
  catchSignals();
  const converts = command.action === 'compress' || command.action === 'decompress';
  const reporter = new Reporter({
    level: command.verbosity,
    json: command.json,
    dataOnStdout: converts && (command.toStdout || command.files.includes(STDIN_PATH)),
  });
  if (command.action === 'compress') checkModel(command);
  const listing = new Listing(command, reporter);
  let modelFiles: ModelFiles;
  try {
    modelFiles = await ModelFiles.read(command);
  } catch (error) {
    reporter.error(error instanceof FileError ? error.file : '', error);
    return reporter.exitStatus;
  }
  const processFile = (file: NamedFile): Promise<void> => {
    if (command.action === 'compress') return compressFile(file, modelFiles, command, reporter);
    if (command.action === 'list') return listing.add(file);
    return decompressFile(file, modelFiles, command, reporter);
  };
  const unreadable = (path: string, error: unknown) => reporter.error(path, error);
  for await (const file of namedFiles(command.files, command.recursive, unreadable)) {
    try {
      await processFile(file);
    } catch (error) {
      if (error instanceof Skip) reporter.warning(file.path, error.message);
      else if (!continueAfter(error, file, reporter)) break;
    }
  }
  listing.finish();
  return reporter.exitStatus;
}

/** Throws UsageError for an invalid model: it would fail with every file, so it is reported once. */
function checkModel(command: Command): void {
  const { network, networkByHash, networkLearns, epochs } = command;
  if (networkByHash && network === undefined)
    throw new UsageError('--network-by-hash needs --network');
  if (!networkLearns && network === undefined && epochs === undefined)
    throw new UsageError('--no-learning needs --network or --epochs');
  try {
    modelText(command);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Reports an error. @returns Whether other files are worth trying: not if standard output failed. */
function continueAfter(error: unknown, { path }: NamedFile, reporter: Reporter): boolean {
  const onStdout = error instanceof FileError && error.file === STDOUT_LABEL;
  if (onStdout && error.system === 'EPIPE') exitBySignal('SIGPIPE');
  reporter.error(path === STDIN_PATH ? STDIN_LABEL : path, error);
  return !onStdout;
}
