/** A task in a process of its own: what ends it, such as too little memory, ends no other one. */
import { fork } from 'node:child_process';
import { dirname } from 'node:path';
import type { Ended } from './pool.js';
import type { TaskFolder } from './task-folder.js';

export interface ChildOptions {
  readonly planPath: string;
  readonly index: number;
  /** Of the task. */
  readonly folder: TaskFolder;
  readonly signal: AbortSignal;
  readonly progress: (part: number) => void;
}

/** What the process sends, besides its exit status: the part that is done. */
export interface ChildMessage {
  readonly part: number;
}

/** Bytes of standard error that a failure may show. */
const MAX_ERROR = 2000;

/** Starts this program again for one task. The task stops when the signal comes, and when this process ends. */
export async function runInChild({
  planPath,
  index,
  folder,
  signal,
  progress,
}: ChildOptions): Promise<Ended> {
  const program = process.argv[1] as string;
  const child = fork(program, ['task', planPath, '--index', String(index), '--child'], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let error = '';
  child.stderr?.on('data', (bytes) => {
    error = `${error}${bytes}`.slice(-MAX_ERROR);
  });
  child.on('message', ({ part }: ChildMessage) => progress(part));
  const stop = () => void child.kill('SIGTERM');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    const [status, killed] = await new Promise<[number | null, string | null]>(
      (resolve, reject) => {
        child.on('close', (code, by) => resolve([code, by]));
        child.on('error', reject);
      },
    );
    if (folder.result() !== undefined) return 'done';
    if (status === 130 || status === 143 || signal.aborted) return 'interrupted';
    const noted = killed === null ? folder.failure() : undefined;
    return noted ?? { message: crashText(status, killed, error), final: false };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function crashText(status: number | null, killed: string | null, error: string): string {
  const how = killed === null ? `exit status ${status}` : `ended by ${killed}`;
  const last = error.trim().split('\n').at(-1) ?? '';
  return last === '' ? how : `${how}: ${last}`;
}

/** The folder of the results of a plan: the one that it is in. */
export function resultsOf(planPath: string): string {
  return dirname(planPath);
}
