/** The command `work`: a worker that does the tasks of a queue. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Interruption } from './interruption.js';
import { TASK_KINDS } from './tasks/kinds.js';

interface Options {
  readonly queue: string;
  readonly scratch: string;
}

export function addWork(program: Command): void {
  program
    .command('work')
    .description('do the tasks that sweeps put into a queue, one at a time, until Ctrl-C')
    .requiredOption('--queue <url>', 'a Redis: redis://host:port')
    .option(
      '--scratch <folder>',
      'for tasks that are being done; workers of a machine may share it',
      join(tmpdir(), 'foresay-lab-work'),
    )
    .action(work);
}

async function work({ queue, scratch }: Options): Promise<void> {
  const { runWorker } = await import('../sweep/queue/queue-worker.js');
  const interruption = new Interruption();
  try {
    await runWorker({
      url: queue,
      scratch,
      kinds: TASK_KINDS,
      signal: interruption.signal,
      log: (line) => console.log(line),
    });
  } finally {
    interruption.close();
    // BullMQ goes on trying to reach a queue that is down.
    setTimeout(() => process.exit(), 1000).unref();
  }
}
