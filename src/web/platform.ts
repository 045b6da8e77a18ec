/** The platform of browsers, and of other runtimes with web standards. */
import type { Platform, PlatformWorker, WorkerPort, WorkerSource } from '../workers/platform.js';

export const webPlatform: Platform = {
  threads: () => globalThis.navigator?.hardwareConcurrency ?? 1,
  // Browsers do not report the memory of the machine, and close pages that take too much. Levels 1 to 6 fit in 2 GiB.
  memory: () => 2 ** 31,
  ...(typeof Worker === 'function' && {
    startWorker: (source?: WorkerSource) => portOf(start(source)),
  }),
};

function start(source: WorkerSource | undefined): PlatformWorker {
  if (typeof source === 'function') return source();
  if (source !== undefined) return new Worker(source, { type: 'module' });
  // Bundlers recognise exactly this expression.
  return new Worker(new URL('./foresay-worker.js', import.meta.url), { type: 'module' });
}

export function portOf(started: PlatformWorker): WorkerPort {
  const worker = started as Worker;
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      worker.onmessage = ({ data }) => listener(data);
    },
    onFailure: (listener) => {
      worker.onerror = (event) => {
        event.preventDefault();
        listener(event.message || 'it could not be loaded');
      };
      worker.onmessageerror = () => listener('a message could not be read');
    },
    hold: () => {},
    terminate: async () => worker.terminate(),
  };
}
