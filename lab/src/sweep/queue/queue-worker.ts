/** The side of the workers: a task after the other, each in a process of its own. */

import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, WaitingError, Worker } from 'bullmq';
import * as v from 'valibot';
import { writeTextAtomic } from '../../data/atomic-file.js';
import { QueueError } from '../../errors.js';
import { runInChild } from '../child.js';
import { PLAN, planText, taskOf } from '../plan.js';
import { TRIES } from '../pool.js';
import { planPathOf } from '../results-folder.js';
import { kindOfPlan } from '../run-task.js';
import { TaskFolder } from '../task-folder.js';
import type { TaskKind } from '../task-kind.js';
import { connected, isConnectionError, placeOf, QUEUE_NAME } from './connection.js';
import { type Delivery, packed } from './delivery.js';
import type { JobData } from './task-queue.js';

/**
 * Milliseconds without a sign of life after which another worker takes a task over, and from look to look. A worker renews
 * its lock at half of that; it only waits for the process of its task, so nothing keeps it from doing so.
 */
const LOCK = 10_000;
const STALLED = 5000;

/** Milliseconds to give a task back when the worker is stopped; a queue that is down would take for ever. */
const CLOSE = 5000;

export interface WorkerOptions {
  readonly url: string;
  /** Folder for tasks that are being done. */
  readonly scratch: string;
  readonly kinds: readonly TaskKind[];
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Works until the signal comes; an unfinished task then goes back. Throws QueueError if the queue is down at the start. */
export async function runWorker({
  url,
  scratch,
  kinds,
  signal,
  log,
}: WorkerOptions): Promise<void> {
  const connection = await connected(url);
  const { redis } = connection;
  let current: Promise<Delivery | undefined> | undefined;
  const worker = new Worker<JobData, Delivery>(
    QUEUE_NAME,
    async (job, token) => {
      current = doJob(job, { scratch, kinds, signal, log });
      const ended = await current;
      if (ended !== undefined) return ended;
      await job.moveToWait(token);
      throw new WaitingError();
    },
    {
      connection: redis,
      lockDuration: LOCK,
      stalledInterval: STALLED,
      maxStalledCount: TRIES - 1,
    },
  );
  log(`waiting for tasks of ${placeOf(url)}`);
  let down = false;
  worker.on('error', (error) => {
    if (!isConnectionError(error)) return log(`the queue says: ${error.message}`);
    if (!down) log(`the queue ${placeOf(url)} is down, waiting for it: ${error.message}`);
    down = true;
  });
  redis.on('ready', () => {
    if (down) log(`the queue ${placeOf(url)} is back`);
    down = false;
  });
  try {
    if (!signal.aborted) await once(signal, 'abort');
    await current?.catch(() => {});
    await Promise.race([worker.close(), sleep(CLOSE)]);
  } finally {
    connection.close();
  }
}

/** @returns What to deliver; undefined if the task was interrupted. Throws for a try that failed. */
async function doJob(
  job: Job<JobData, Delivery>,
  { scratch, kinds, signal, log }: Omit<WorkerOptions, 'url'>,
): Promise<Delivery | undefined> {
  const plan = v.safeParse(PLAN, job.data.plan);
  if (!plan.success) throw new QueueError('the queue has a task of another version of foresay-lab');
  const kind = kindOfPlan(kinds, plan.output);
  const results = join(scratch, job.id ?? '');
  mkdirSync(results, { recursive: true });
  writeTextAtomic(planPathOf(results), planText(plan.output));
  const folder = new TaskFolder(results, taskOf(plan.output, 0, kind.inputs).identity);
  const ended = await runInChild({
    planPath: planPathOf(results),
    index: 0,
    folder,
    signal,
    progress: (part) => void job.updateProgress(part).catch(() => {}),
  });
  if (ended === 'interrupted') return undefined;
  if (ended !== 'done' && !ended.final) {
    log(`${job.id}: try ${job.attemptsMade + 1} failed: ${ended.message}`);
    throw new Error(ended.message);
  }
  const delivery = ended === 'done' ? packed(folder) : { failure: ended };
  rmSync(results, { recursive: true, force: true });
  log(`${job.id}: ${ended === 'done' ? 'done' : `failed: ${ended.message}`}`);
  return delivery;
}
