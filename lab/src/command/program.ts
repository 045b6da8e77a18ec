/** The command line: one function a command adds it to the program. A new command is a file here and a line below. */
import { getSystemErrorMap } from 'node:util';
import { Command, CommanderError } from 'commander';
import { CoderError, LabError } from '../errors.js';
import { VERSION } from '../version.js';
import { addBaselines } from './baselines.js';
import { addEntropy } from './entropy.js';
import { addReport } from './lab-report.js';
import { addRun } from './run.js';
import { addSource } from './source.js';

/** 0: done. 1: a coder failed, or the system refused something. 2: the command line or a file that it names is wrong. */
export type ExitStatus = 0 | 1 | 2;

/** @param args What follows the program's name. Errors go to standard error, one each. */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  const program = new Command('foresay-lab')
    .description('Sequences of known entropy, what theory says of them, and coders to measure.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false });
  for (const add of [addSource, addEntropy, addBaselines, addRun, addReport]) add(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof LabError) return complain(error.message, 2);
    if (error instanceof CoderError) return complain(error.message, 1);
    if (isSystemError(error)) return complain(systemMessage(error), 1);
    throw error;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function systemMessage({ path, errno, message }: NodeJS.ErrnoException): string {
  const reason = getSystemErrorMap().get(errno ?? 0)?.[1];
  return path === undefined || reason === undefined ? message : `${path}: ${reason}`;
}

function complain(message: string, status: ExitStatus): ExitStatus {
  console.error(`error: ${message}`);
  return status;
}
