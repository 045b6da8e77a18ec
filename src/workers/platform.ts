/** The interface to the platform. src/node and src/web implement it and install it when the package is imported. */

/** A worker, the same for all platforms. */
export interface WorkerPort {
  /** Sends a message. The buffers in `transfer` are moved, not copied. */
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  /** Sets the listener for the worker's messages; once. */
  onMessage(listener: (message: unknown) => void): void;
  /** The listener is called when the worker cannot start, crashes or exits, and possibly more than once. */
  onFailure(listener: (cause: unknown) => void): void;
  /** Whether the worker keeps the process alive. Does nothing in browsers, where no worker does. */
  hold(alive: boolean): void;
  /** Terminates the worker. Resolves when its memory is free, as far as the platform reports it. */
  terminate(): Promise<void>;
}

/** The members of a worker that foresay uses: a DOM Worker or a Worker of node:worker_threads has them. */
export interface PlatformWorker {
  // biome-ignore lint/suspicious/noExplicitAny: the platforms declare these parameters differently.
  postMessage(message: any, transfer: any): void;
  terminate(): unknown;
}

/** The URL of foresay's worker file, or a function that starts it. Each call must return a new worker. */
export type WorkerSource = URL | string | (() => PlatformWorker);

export interface Platform {
  /** Number of cores that may be used. */
  threads(): number;
  /** Default of the option `memory`, bytes. */
  memory(): number;
  /**
   * Starts a worker that runs serveCodec(), from `source` or from the package's own file. May throw. Undefined on a
   * platform without workers.
   */
  readonly startWorker?: (source?: WorkerSource) => WorkerPort;
}

/** Used until an entry installs its platform: no workers, 1 GiB. */
let current: Platform = { threads: () => 1, memory: () => 2 ** 30 };

/** Installs a platform. Called by the package's entries and by initialize(). */
export function usePlatform(platform: Platform): void {
  current = platform;
}

export function platform(): Platform {
  return current;
}
