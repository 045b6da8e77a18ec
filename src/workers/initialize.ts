/** What a caller may set before the first operation. */

import { isModule, useCodecModule } from '../codec/module.js';
import { ForesayError } from '../errors.js';
import { type PlatformWorker, platform, usePlatform, type WorkerSource } from './platform.js';

export interface Initialization {
  /**
   * Where workers come from, if not from the file `foresay-worker.js` beside the library: its URL, or a function that
   * starts a new worker from it. A relative URL is relative to the page; Node takes paths of files too.
   */
  readonly worker?: URL | string | (() => PlatformWorker) | undefined;
  /** The codec of this version, compiled: `foresay/codec.wasm`. */
  readonly codec?: WebAssembly.Module | undefined;
}

/**
 * Tells foresay where its parts are, once for the realm; hardly ever needed. Both serve places where a default fails:
 *
 * - `worker`: a bundler does not carry the worker's file along, or a page's policy forbids its address. Without workers
 *   the calling thread does the work, and `onWarning` says so.
 *   `initialize({ worker: '/assets/foresay-worker.js' })`, that file being a copy of `foresay/worker`.
 * - `codec`: a runtime forbids compiling WebAssembly from bytes (edge workers).
 *   `import codec from 'foresay/codec.wasm'; initialize({ codec })`.
 *
 * A bare WebAssembly.Module is taken as `codec`. Call it before the first operation: what runs already keeps what it
 * has. Throws INVALID_OPTION, and then nothing has changed.
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
  if (unknown !== undefined) throw refused(`there is no option ${unknown}; `);
  const { worker, codec } = options as Initialization;
  if (worker !== undefined && !isWorkerSource(worker))
    throw refused('worker is a URL, a string or a function that starts a worker; ');
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

/** A platform that differs in its workers, and so has a pool of its own. */
function useWorkers(source: WorkerSource): void {
  const { startWorker, ...rest } = platform();
  usePlatform({
    ...rest,
    ...(startWorker && { startWorker: (given = source) => startWorker(given) }),
  });
}
