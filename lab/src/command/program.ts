/** The command line: one function a command adds it to the program. A new command is a file here and a line below. */
import { getSystemErrorMap } from 'node:util';
import { CommanderError } from 'commander';
import type { ForesayError } from 'foresay';
import {
  CoderError,
  LabError,
  QueueError,
  StoppedError,
  TaskError,
  TrainingError,
} from '../errors.js';
import { VERSION } from '../version.js';
import { addBaselines } from './baselines.js';
import { addEntropy } from './entropy.js';
import { addEvaluate } from './evaluate.js';
import { addExplain } from './explain.js';
import { addGather } from './gather.js';
import { LabCommand } from './lab-command.js';
import { addReport } from './lab-report.js';
import { addPlan } from './plan.js';
import { addRun } from './run.js';
import { addSample } from './sample.js';
import { addServe } from './serve.js';
import { addSource } from './source.js';
import { addSweep } from './sweep.js';
import { addTask } from './task.js';
import { addTrain } from './train.js';
import { addWork } from './work.js';

/**
 * 0: done. 1: a coder, a training, a task or a queue failed, or the system refused something. 2: the command line or a
 * file that it names is wrong. 130, 143: a training, a run, a task or a sweep was stopped by Ctrl-C or SIGTERM, and can be
 * resumed.
 */
export type ExitStatus = 0 | 1 | 2 | 130 | 143;

const COMMANDS = [
  addSource,
  addEntropy,
  addBaselines,
  addExplain,
  addTrain,
  addSample,
  addEvaluate,
  addRun,
  addReport,
  addServe,
  addSweep,
  addWork,
  addPlan,
  addTask,
  addGather,
];

const FAILURES = [CoderError, QueueError, TaskError, TrainingError];

/** @param args What follows the program's name. Errors go to standard error, one each. */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  const program = new LabCommand('foresay-lab')
    .description(
      'Sequences of known entropy, what theory says of them, coders and networks to measure.',
    )
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false });
  for (const add of COMMANDS) add(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof LabError) return complain(error.message, 2);
    if (FAILURES.some((type) => error instanceof type))
      return complain((error as Error).message, 1);
    if (error instanceof StoppedError) return stopped(error);
    if (isForesayError(error))
      return complain(error.message, error.code === 'INVALID_OPTION' ? 2 : 1);
    if (isSystemError(error)) return complain(systemMessage(error), 1);
    throw error;
  }
}

/** By its name: the entries of foresay are bundles of their own, with a class each. */
function isForesayError(error: unknown): error is ForesayError {
  return error instanceof Error && error.name === 'ForesayError';
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

function stopped({ message, signal }: StoppedError): ExitStatus {
  console.error(message);
  return signal === 'SIGINT' ? 130 : 143;
}
