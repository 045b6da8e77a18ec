/** Settings of the realm: the source of workers and the compiled codec. */

import { isModule, useCodecModule } from '../codec/module.js';
import { ForesayError } from '../errors.js';
import { type PlatformWorker, platform, usePlatform, type WorkerSource } from './platform.js';

export interface Initialization {
  /**
   * The worker file: its URL, or a function that starts a new worker from it at each call. A relative URL is relative to
   * the page. Node accepts file paths too. Default: the file `foresay-worker.js` beside the library.
   */
  readonly worker?: URL | string | (() => PlatformWorker) | undefined;
  /** The compiled `foresay/codec.wasm` of this version. Default: the codec inside the library. */
  readonly codec?: WebAssembly.Module | undefined;
}

/**
 * Sets the worker file and the compiled codec for the whole realm. Needed only where a default fails:
 *
 * - `worker`: a bundler leaves out the worker file, or a page's policy forbids its URL. Without workers the calling
 *   thread does the work, and `onWarning` is called.
 *   `initialize({ worker: '/assets/foresay-worker.js' })`, where that file is a copy of `foresay/worker`.
 * - `codec`: a runtime forbids compiling WebAssembly from bytes (edge workers).
 *   `import codec from 'foresay/codec.wasm'; initialize({ codec })`.
 *
 * A WebAssembly.Module alone is short for `{ codec }`. Call it before the first operation; running operations are not
 * affected. Throws INVALID_OPTION and then changes nothing.
 */
export function initialize(options: WebAssembly.Module | Initialization): void {
  const { worker, codec } = checked(options);
  if (codec !== undefined) useCodecModule(codec);
  if (worker !== undefined) useWorkers(worker);
}

function checked(options: unknown): Initialization {
  if (isModule(options)) return { codec: options };
  if (typeof options !== 'object' || options === null) throw refused();
  const unknown = Object.keys(options).find((name) => name !== 'worker' && name !== 'codec');
  if (unknown !== undefined) throw refused(`unknown option ${unknown}; `);
  const { worker, codec } = options as Initialization;
  if (worker !== undefined && !isWorkerSource(worker))
    throw refused('worker must be a URL, a string or a function that starts a worker; ');
  if (worker === undefined && codec === undefined) throw refused();
  return { worker, codec };
}

function isWorkerSource(value: unknown): value is WorkerSource {
  return typeof value === 'string' || typeof value === 'function' || value instanceof URL;
}

function refused(why = ''): ForesayError {
  return new ForesayError(
    'INVALID_OPTION',
    `${why}initialize() takes { worker, codec }, or the compiled foresay codec`,
  );
}

/** Installs a copy of the platform that starts its workers from `source`. A new platform gets a new pool. */
function useWorkers(source: WorkerSource): void {
  const { startWorker, ...rest } = platform();
  usePlatform({
    ...rest,
    ...(startWorker && { startWorker: (given = source) => startWorker(given) }),
  });
}
