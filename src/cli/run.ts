/** The command: from arguments to an exit status. */
import { VERSION } from '../version.js';
import { exactArguments } from './arguments.js';
import { type Command, parseCommand, UsageError } from './command.js';
import { compressFile } from './compress.js';
import { decompressFile } from './decompress.js';
import { describe, FileError } from './failure.js';
import { helpText } from './help.js';
import { complain, STDERR, STDOUT, writeText } from './io/descriptor.js';
import { DictionaryFile } from './io/dictionary.js';
import { type Found, walk } from './io/named-files.js';
import { Skip } from './io/source.js';
import { STDIN_PATH } from './io/standard-input.js';
import { Listing } from './list.js';
import { type ExitStatus, Reporter } from './report/reporter.js';
import { catchSignals, dieOf } from './signals.js';
import { modelText } from './specs.js';

/** @param args What follows the program's name. */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  try {
    const command = parseCommand(exactArguments(args));
    if (command.action === 'help') writeText(STDOUT, helpText(command.topic));
    else if (command.action === 'version') writeText(STDOUT, `foresay ${VERSION}\n`);
    else return await work(command);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message);
      writeText(STDERR, "Try 'foresay --help'.\n");
    }
    // What could not be reported on standard output, which is the matter.
    else if (error instanceof FileError) complain(`${error.file}: ${error.message}`);
    else {
      const { message, code } = describe(error);
      complain(`${message} [${code}]`);
    }
    return 1;
  }
}

async function work(command: Command): Promise<ExitStatus> {
  catchSignals();
  const converts = command.action === 'compress' || command.action === 'decompress';
  const reporter = new Reporter({
    verbosity: command.verbosity,
    json: command.json,
    dataOnStdout: converts && (command.toStdout || command.files.includes(STDIN_PATH)),
  });
  if (command.action === 'compress') checkModel(command);
  const listing = new Listing(command, reporter);
  let dictionary: DictionaryFile | undefined;
  try {
    if (command.dictionary !== undefined)
      dictionary = await DictionaryFile.read(command.dictionary);
  } catch (error) {
    reporter.failed(command.dictionary ?? '', error);
    return reporter.exitStatus;
  }
  const one = (found: Found): Promise<void> => {
    if (command.action === 'compress') return compressFile(found, dictionary, command, reporter);
    if (command.action === 'list') return listing.add(found);
    return decompressFile(found, dictionary, command, reporter);
  };
  const failed = (path: string, error: unknown) => reporter.failed(path, error);
  for await (const found of walk(command.files, command.recursive, failed)) {
    try {
      await one(found);
    } catch (error) {
      if (error instanceof Skip) reporter.warned(found.path, error.message);
      else if (!goOnAfter(error, found, reporter)) break;
    }
  }
  listing.finish();
  return reporter.exitStatus;
}

/** A model that is none would fail with every file: say it once. */
function checkModel(command: Command): void {
  try {
    modelText(command);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Reports a failure; false when it would be the same with all other files. */
function goOnAfter(error: unknown, { path }: Found, reporter: Reporter): boolean {
  const onStdout = error instanceof FileError && error.file === '(stdout)';
  if (onStdout && error.system === 'EPIPE') dieOf('SIGPIPE');
  reporter.failed(path === STDIN_PATH ? '(stdin)' : path, error);
  return !onStdout;
}
