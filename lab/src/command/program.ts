/** The command line: one function a command adds it to the program. A new command is a file here and a line below. */
import { Command, CommanderError } from 'commander';
import { LabError } from '../errors.js';
import { VERSION } from '../version.js';
import { addSource } from './source.js';

/** 0: done. 1: the system refused something. 2: the command line or a file that it names is wrong. */
export type ExitStatus = 0 | 1 | 2;

/** @param args What follows the program's name. Errors go to standard error, one each. */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  const program = new Command('foresay-lab')
    .description('Sequences of known entropy, what theory says of them, and coders to measure.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false });
  addSource(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof LabError) return complain(error, 2);
    if (error instanceof Error && 'syscall' in error) return complain(error, 1);
    throw error;
  }
}

function complain(error: Error, status: ExitStatus): ExitStatus {
  console.error(`error: ${error.message}`);
  return status;
}
