/** Doing tasks at the same time, each tried up to three times. */
import type { Failure } from './task-folder.js';

/** How often a task is tried before it counts as failed. */
export const TRIES = 3;

/** How a try ended. */
export type Ended = 'done' | 'interrupted' | Failure;

export interface PoolOptions {
  /** Tasks at a time. */
  readonly jobs: number;
  /** Runs one task to its end. */
  readonly run: (index: number, progress: (part: number) => void) => Promise<Ended>;
  readonly signal: AbortSignal;
  readonly events: SweepEvents;
}

/** What a sweep tells while it runs. */
export interface SweepEvents {
  /** A task is being done, and this part of it, 0 to 1, is. */
  running(index: number, part: number): void;
  finished(index: number): void;
  failed(index: number, failure: Failure): void;
  /** A task failed and will be tried again. */
  retried(index: number, failure: Failure): void;
}

/** Runs tasks in their order. When the signal comes, no task is begun, and those that run are waited for. */
export async function runPool(
  indices: readonly number[],
  { jobs, run, signal, events }: PoolOptions,
): Promise<void> {
  const waiting = [...indices];
  const one = async () => {
    for (;;) {
      const index = signal.aborted ? undefined : waiting.shift();
      if (index === undefined) return;
      await tried(index);
    }
  };
  const tried = async (index: number) => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      events.running(index, 0);
      const ended = await run(index, (part) => events.running(index, part));
      if (ended === 'interrupted') return;
      if (ended === 'done') return events.finished(index);
      if (ended.final || attempt === TRIES) return events.failed(index, ended);
      events.retried(index, ended);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, indices.length) }, one));
}
