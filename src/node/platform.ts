/** The platform Node, and Deno and Bun with their Node modules. */
import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Platform, PlatformWorker, WorkerPort, WorkerSource } from '../workers/platform.js';
import { claimAddressSpace } from './address-space.js';

/** Assumed memory of the machine in bytes, where it may not be read. */
const ASSUMED_MEMORY = 2 ** 32;

export const nodePlatform = {
  threads: () => permitted(availableParallelism) ?? globalThis.navigator?.hardwareConcurrency ?? 1,
  memory: () => Math.floor(availableMemory() / 2),
  startWorker: (source?: WorkerSource) => portOf(start(source)),
} satisfies Platform;

/** Memory of the machine in bytes, or that of the container when it is less. */
export function availableMemory(): number {
  const total = permitted(totalmem) ?? ASSUMED_MEMORY;
  // Experimental in Node, absent elsewhere. Without a limit it returns 0 or a huge number.
  const limit = permitted(() => process.constrainedMemory?.()) ?? 0;
  return limit > 0 ? Math.min(limit, total) : total;
}

/** The result of `read`; undefined where it is not permitted (Deno without --allow-sys). */
function permitted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function start(source: WorkerSource | undefined): PlatformWorker {
  if (typeof source === 'function') return source();
  // Without the process's own flags (--input-type, loaders): with some of them the worker would not start.
  const options = { execArgv: [], name: 'foresay' };
  const release = claimAddressSpace();
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

/** Node accepts URL objects and file paths, but no URLs as strings. */
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
