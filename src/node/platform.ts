/** Node (and Deno and Bun, which offer Node's modules) as the engine sees it. */
import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Platform, PlatformWorker, WorkerPort, WorkerSource } from '../workers/platform.js';
import { claimAddresses } from './addresses.js';

/** Bytes that the machine is taken to have where it may not be asked. */
const ASSUMED_MEMORY = 2 ** 32;

export const nodePlatform: Platform = {
  threads: () => permitted(availableParallelism) ?? globalThis.navigator?.hardwareConcurrency ?? 1,
  memory: () => Math.floor(availableMemory() / 2),
  startWorker: (source) => portOf(start(source)),
};

/** Bytes of memory of the machine, or of the container when that has fewer. */
export function availableMemory(): number {
  const total = permitted(totalmem) ?? ASSUMED_MEMORY;
  // Experimental in Node, absent elsewhere; 0 or a huge number where there is no limit.
  const limit = permitted(() => process.constrainedMemory?.()) ?? 0;
  return limit > 0 ? Math.min(limit, total) : total;
}

/** What a question about the machine is answered; undefined where it may not be asked (Deno without --allow-sys). */
function permitted<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function start(source: WorkerSource | undefined): PlatformWorker {
  if (typeof source === 'function') return source();
  // The process's own flags (--input-type, loaders) are not for the worker: some of them keep it from starting.
  const options = { execArgv: [], name: 'foresay' };
  const release = claimAddresses();
  try {
    const worker =
      source === undefined
        ? new Worker(new URL('./foresay-worker.js', import.meta.url), options)
        : new Worker(urlIn(source), options);
    worker.once('online', release);
    worker.once('exit', release);
    return worker;
  } catch (error) {
    release();
    throw error;
  }
}

/** Node takes URLs, and paths of files, but not URLs as text. */
function urlIn(source: URL | string): URL | string {
  return typeof source === 'string' && /^(file|data|blob):/.test(source) ? new URL(source) : source;
}

function portOf(started: PlatformWorker): WorkerPort {
  const worker = started as Worker;
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => worker.on('message', listener),
    onFailure: (listener) => {
      worker.on('error', listener);
      worker.on('messageerror', listener);
      worker.on('exit', (code) => listener(`it exited with code ${code}`));
    },
    hold: (alive) => (alive ? worker.ref() : worker.unref()),
    terminate: async () => void (await worker.terminate()),
  };
}
