/** One helper thread of a trainer: a worker that runs the training module over the trainer's memory. */
import { describe } from '../codec/failure.js';
import { identityIn } from '../workers/messages.js';
import type { WorkerPort } from '../workers/platform.js';
import { type FromTrainingWorker, type ToTrainingWorker, TRAINING_IDENTITY } from './messages.js';
import type { SharedTraining } from './module.js';

/** Milliseconds within which a worker must be ready. A start takes 50 ms, and some seconds on a very busy machine. */
const START_MS = 10_000;

type Answer = FromTrainingWorker['type'];

/** The answer that is awaited. */
interface Pending {
  readonly type: Answer;
  resolve(): void;
  reject(cause: Error): void;
}

export class TrainingThread {
  readonly #port: WorkerPort;
  #pending: Pending | undefined;
  #failure: Error | undefined;
  /** Settles when the worker no longer assists. Undefined: it never did. */
  #assistance: Promise<void> | undefined;

  /** Takes over a worker that was just started. start() must follow at once. */
  constructor(port: WorkerPort) {
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    port.onFailure((cause) => this.#fail(describe(cause)));
  }

  /** Resolves when the worker has instantiated the module. Rejects when it cannot start or takes longer than START_MS. */
  async start({ source }: SharedTraining, memory: WebAssembly.Memory): Promise<void> {
    const timer = setTimeout(() => this.#fail('the worker was not ready in time'), START_MS);
    try {
      await this.#answer('hello');
      await this.#answer('ready', { type: 'start', module: source, memory });
    } finally {
      clearTimeout(timer);
    }
    // An open trainer does not keep the process alive.
    this.#port.hold(false);
  }

  /** Why the thread does not work; undefined while it does. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Makes the worker thread `rank` of the trainer until the module's dismiss(). */
  assist(rank: number): void {
    this.#assistance = this.#answer('left', { type: 'assist', rank });
    this.#assistance.catch(() => {});
  }

  /** Waits until the worker, which must have been dismissed, has left, and terminates it. */
  async stop(): Promise<void> {
    this.#port.hold(true);
    await this.#assistance?.catch(() => {});
    await this.terminate();
  }

  /** Terminates the worker at once. */
  async terminate(): Promise<void> {
    this.#fail('the worker was terminated');
    await this.#port.terminate();
  }

  /** Sends the request, if there is one, and awaits the answer. */
  #answer(type: Answer, request?: ToTrainingWorker): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#pending = { type, resolve, reject };
      try {
        if (request) this.#port.post(request, []);
      } catch (cause) {
        this.#fail(describe(cause));
      }
    });
  }

  #receive(message: unknown): void {
    const pending = this.#pending;
    if (!pending) return;
    if (pending.type === 'hello' && identityIn(message) !== TRAINING_IDENTITY) {
      this.#fail('its file is not the training worker of this version of foresay');
      return;
    }
    const answer = message as FromTrainingWorker;
    if (answer.type === 'failed') this.#fail(answer.message);
    else if (answer.type === pending.type) {
      this.#pending = undefined;
      pending.resolve();
    }
  }

  #fail(message: string): void {
    this.#failure ??= new Error(message);
    this.#pending?.reject(this.#failure);
    this.#pending = undefined;
  }
}
