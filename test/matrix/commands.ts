/** The engines of the command line in the matrix, each as its users start it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ENGINES } from '../engines/list.js';
import type { Report } from './reports.js';

const run = promisify(execFile);

export interface Command {
  readonly name: string;
  /** Program and leading arguments; throws when it cannot be had. */
  readonly find: () => readonly string[];
}

function engine(name: string): readonly string[] {
  const found = ENGINES.find((one) => one.name === name);
  if (found?.kind !== 'command') throw new Error(`no such engine: ${name}`);
  return found.find();
}

export const COMMANDS: readonly Command[] = [
  { name: 'node 20', find: () => engine('node20') },
  { name: 'node 22', find: () => engine('node22') },
  { name: 'node 24', find: () => engine('node24') },
  { name: 'deno', find: () => engine('deno') },
  {
    name: 'deno, no permissions',
    find: () => [engine('deno')[0] ?? '', 'run', '--no-prompt'],
  },
  { name: 'bun', find: () => engine('bun') },
];

/** Runs the application of `project`; what it did, or how it failed. */
export async function reportOf(
  command: readonly string[],
  project: string,
  timeoutSeconds: number,
): Promise<Report> {
  const [program = '', ...args] = command;
  try {
    const { stdout } = await run(program, [...args, join(project, 'app/command.js')], {
      cwd: project,
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    return { outcomes: JSON.parse(stdout) };
  } catch (error) {
    const { killed, stderr, message } = error as Error & { killed?: boolean; stderr?: string };
    return { problem: killed ? `hangs for ${timeoutSeconds} s` : stderr?.trim() || message };
  }
}
