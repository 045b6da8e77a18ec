/** The messages between a trainer and the workers that are its helper threads. */
import type { CodecSource } from '../codec/module.js';
import { VERSION } from '../version.js';

/** What a worker sends first. A bundler may have put another file in the worker's place. */
export const TRAINING_IDENTITY: string = `foresay ${VERSION} training`;

export type ToTrainingWorker =
  /** The first message, sent after the worker's `hello`. The answer is `ready`. */
  | { readonly type: 'start'; readonly module: CodecSource; readonly memory: WebAssembly.Memory }
  /** The worker is thread `rank` until it is dismissed. Its answer is then `left`. */
  | { readonly type: 'assist'; readonly rank: number };

export type FromTrainingWorker =
  /** `identity`: TRAINING_IDENTITY of the worker's build. */
  | { readonly type: 'hello'; readonly identity: string }
  | { readonly type: 'ready' }
  | { readonly type: 'left' }
  | { readonly type: 'failed'; readonly message: string };
