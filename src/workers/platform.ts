/** What the engine asks of the machine it runs on; src/node and src/web answer, each at the package's entry. */

/** A worker, whatever the platform calls it. */
export interface WorkerPort {
  /** Sends a message; the buffers change hands. */
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  /** The listener for its messages; set once. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the worker cannot start, crashes, or ends by itself; possibly more than once. */
  onFailure(listener: (cause: unknown) => void): void;
  /** Whether the worker keeps the process alive; nothing happens where workers never do. */
  hold(alive: boolean): void;
  /** Ends the worker. Resolves when its memory is free, where the platform tells. */
  terminate(): Promise<void>;
}

/** A worker of the platform, as far as foresay uses it: a DOM Worker or one of node:worker_threads. */
export interface PlatformWorker {
  // biome-ignore lint/suspicious/noExplicitAny: the platforms declare these parameters differently.
  postMessage(message: any, transfer: any): void;
  terminate(): unknown;
}

/**
 * Where workers come from: the URL of foresay's worker file, or a function that starts it. Each call must start a new
 * worker, which has not yet run.
 */
export type WorkerSource = URL | string | (() => PlatformWorker);

export interface Platform {
  /** Cores that may be used. */
  threads(): number;
  /** Bytes of memory that may be used by default. */
  memory(): number;
  /**
   * Starts a worker that runs serveCodec, from `source` or from the package's own file; undefined where there are
   * none. May throw.
   */
  readonly startWorker?: (source?: WorkerSource) => WorkerPort;
}

/** Until an entry says better: one thread, this one. */
let current: Platform = { threads: () => 1, memory: () => 2 ** 30 };

/** Called once by the entry of each platform. */
export function usePlatform(platform: Platform): void {
  current = platform;
}

export function platform(): Platform {
  return current;
}
