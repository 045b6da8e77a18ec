/** The side of the sweep: tasks go into the queue, results come back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { QueueError } from '../../errors.js';
import { type Plan, planOfOne, sweepIdentity } from '../plan.js';
import { type SweepEvents, TRIES } from '../pool.js';
import type { TaskFolder } from '../task-folder.js';
import type { TaskKind } from '../task-kind.js';
import {
  type Connection,
  connected,
  isConnectionError,
  placeOf,
  QUEUE_NAME,
} from './connection.js';
import { unpack } from './delivery.js';

/** Milliseconds from look to look, and until a queue that is down ends the sweep. */
const PAUSE = 250;
const PATIENCE = 30_000;

/** Tasks that are put into the queue at a time. */
const BATCH = 500;

export interface QueueRun {
  readonly plan: Plan;
  readonly kind: TaskKind;
  /** The folder of all results. */
  readonly results: string;
  readonly folderOf: (index: number) => TaskFolder;
  readonly signal: AbortSignal;
  readonly events: SweepEvents;
}

/** What a worker gets: a plan with one task. */
export interface JobData {
  readonly plan: Plan;
}

export class TaskQueue {
  readonly #url: string;
  readonly #connection: Connection;
  readonly #queue: Queue<JobData>;

  private constructor(url: string, connection: Connection) {
    this.#url = url;
    this.#connection = connection;
    this.#queue = new Queue(QUEUE_NAME, { connection: connection.redis });
    // A lost connection is noticed where a command fails.
    this.#queue.on('error', () => {});
  }

  /** Throws QueueError if the queue is down, LabError for a wrong address. */
  static async open(url: string): Promise<TaskQueue> {
    return new TaskQueue(url, await connected(url));
  }

  async close(): Promise<void> {
    await Promise.race([
      this.#queue.close().catch(() => {}),
      sleep(1000, undefined, { ref: false }),
    ]);
    this.#connection.close();
  }

  /**
   * Puts the tasks into the queue, unless an interrupted sweep has done so, and takes their results until there are no more,
   * or until the signal comes: the tasks then stay in the queue. Throws QueueError when the queue is down for long.
   */
  async run(indices: readonly number[], run: QueueRun): Promise<void> {
    // Each sweep has jobs of its own: a result goes to one, which removes it.
    const identity = sweepIdentity(run.plan, run.results);
    const open = new Map(indices.map((index) => [`${identity}-${index}`, index]));
    let seen = performance.now();
    let added = false;
    while (open.size > 0 && !run.signal.aborted) {
      try {
        if (!added) await this.#add(open, run);
        added = true;
        await this.#look(open, run);
        seen = performance.now();
      } catch (error) {
        if (!(error instanceof Late || isConnectionError(error))) throw error;
        if (performance.now() - seen > PATIENCE)
          throw new QueueError(
            `the queue ${placeOf(this.#url)} is down; what is finished is kept, and the same command continues`,
          );
        // A Redis that has started again may have lost the tasks.
        added = false;
      }
      await sleep(PAUSE);
    }
  }

  /** A task that is in the queue already is not put there again. */
  async #add(open: ReadonlyMap<string, number>, { plan, kind }: QueueRun): Promise<void> {
    const failed = await within(this.#queue.getRanges(['failed']));
    for (const id of failed) if (open.has(id)) await within(this.#queue.remove(id));
    const jobs = [...open].map(([jobId, index]) => ({
      name: plan.command,
      data: { plan: planOfOne(plan, index, kind.inputs) },
      opts: { jobId, attempts: TRIES, backoff: { type: 'fixed', delay: 1000 } },
    }));
    for (let at = 0; at < jobs.length; at += BATCH)
      await within(this.#queue.addBulk(jobs.slice(at, at + BATCH)));
  }

  /** Takes what is finished out of the queue, and reports what runs. */
  async #look(open: Map<string, number>, { folderOf, events, signal }: QueueRun): Promise<void> {
    for (const id of await within(this.#queue.getRanges(['completed', 'failed']))) {
      const index = open.get(id);
      if (index === undefined || signal.aborted) continue;
      const job = await within(this.#queue.getJob(id));
      if (job === undefined) continue;
      const { finishedOn, failedReason, returnvalue } = job;
      if (finishedOn === undefined) continue;
      const delivery =
        failedReason === undefined
          ? returnvalue
          : { failure: { message: failedReason, final: false } };
      const unpacked = unpack(delivery, folderOf(index));
      open.delete(id);
      await within(job.remove());
      if ('failure' in unpacked) events.failed(index, unpacked.failure);
      else events.finished(index);
    }
    for (const id of await within(this.#queue.getRanges(['active']))) {
      const index = open.get(id);
      const job = index === undefined ? undefined : await within(this.#queue.getJob(id));
      if (index !== undefined && job !== undefined)
        events.running(index, typeof job.progress === 'number' ? job.progress : 0);
    }
  }
}

class Late extends Error {}

/** Milliseconds until a command counts as unanswered. */
const ANSWER = 5000;

/** A command waits for a lost connection to be made again; so long is too long. */
async function within<T>(answer: Promise<T>): Promise<T> {
  const clock = new AbortController();
  const late = sleep(ANSWER, undefined, { signal: clock.signal }).then(
    () => {
      throw new Late('no answer');
    },
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clock.abort();
  }
}
