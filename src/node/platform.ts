/** Node (and Deno and Bun, which speak its language) as the engine sees it. */
import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Platform, WorkerPort } from '../engine/platform.js';

export const nodePlatform: Platform = {
  threads: availableParallelism,
  memory: () => Math.floor(availableMemory() / 2),
  startWorker,
};

/** Bytes of memory of the machine, or of the container when that has fewer. */
export function availableMemory(): number {
  // Experimental in Node, absent elsewhere; 0 or a huge number where there is no limit.
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function startWorker(): WorkerPort {
  // The process's own flags (--input-type, loaders) are not for the worker: some of them keep it from starting.
  const worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => worker.on('message', listener),
    onFailure: (listener) => {
      worker.on('error', listener);
      worker.on('messageerror', listener);
      worker.on('exit', (code) => listener(`it exited with code ${code}`));
    },
    hold: (alive) => (alive ? worker.ref() : worker.unref()),
    terminate: () => void worker.terminate(),
  };
}
