/** One worker as its master sees it. */
import { ForesayError } from '../errors.js';
import type { Reached } from './block-coder.js';
import { describe } from './failure.js';
import type { FromWorker, ToWorker } from './messages.js';
import { codecForWorker } from './module.js';
import type { PairSource } from './pair.js';
import type { WorkerPort } from './platform.js';
import type { Result, Task } from './task.js';

/** What the worker was last asked for. */
interface Pending {
  progress(reached: Reached): void;
  resolve(result: Result | undefined): void;
  reject(error: ForesayError): void;
}

export class CodecWorker {
  readonly #port: WorkerPort;
  #pending: Pending | undefined;
  #failure: ForesayError | undefined;
  /** Bytes of memory it keeps between tasks. */
  held = 0;

  /** Takes charge of a fresh worker; start() makes it ready. */
  constructor(port: WorkerPort) {
    this.#port = port;
    port.onMessage((message) => this.#hear(message as FromWorker));
    port.onFailure((cause) => this.#fail(cause));
  }

  /** Hands over the codec. Rejects with ENGINE when the worker cannot start. */
  async start(): Promise<void> {
    const codec = await codecForWorker();
    await this.#ask({ type: 'start', codec }, [], () => {});
  }

  /** Helps in the pair until it is dismissed. */
  async assist(pair: PairSource): Promise<void> {
    await this.#ask({ type: 'assist', pair }, [], () => {});
  }

  /**
   * Does the task, in a pair or alone; its bytes change hands. Rejects as the task does, or with ENGINE when the worker
   * dies.
   */
  async run(task: Task, progress: (reached: Reached) => void, pair?: PairSource): Promise<Result> {
    const result = await this.#ask({ type: 'task', task, pair }, [task.bytes.buffer], progress);
    return result as Result;
  }

  /** Whether it can be given another task. */
  get usable(): boolean {
    return this.#failure === undefined && this.#pending === undefined;
  }

  /** Whether it keeps the process alive. */
  hold(alive: boolean): void {
    this.#port.hold(alive);
  }

  /** Ends it at once, whatever it is doing. */
  terminate(): void {
    this.#fail('terminated');
    this.#port.terminate();
  }

  #ask(
    message: ToWorker,
    transfer: readonly ArrayBuffer[],
    progress: (reached: Reached) => void,
  ): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#pending = { progress, resolve, reject };
      this.#port.post(message, transfer);
    });
  }

  #hear(message: FromWorker): void {
    const pending = this.#pending;
    if (message.type === 'progress') {
      pending?.progress(message.reached);
      return;
    }
    this.#pending = undefined;
    if (message.type === 'failed') pending?.reject(new ForesayError(message.code, message.message));
    else if (message.type === 'ready') pending?.resolve(undefined);
    else {
      this.held = message.held;
      pending?.resolve(message.result);
    }
  }

  #fail(cause: unknown): void {
    this.#failure ??= new ForesayError('ENGINE', `a worker stopped working: ${describe(cause)}`, {
      cause,
    });
    this.#pending?.reject(this.#failure);
    this.#pending = undefined;
  }
}
