/** What a worker and its master say to each other. */
import type { ErrorCode } from '../errors.js';
import type { CodecSource } from './module.js';
import type { Result, Task } from './task.js';

export type ToWorker =
  | { readonly type: 'start'; readonly codec: CodecSource }
  | { readonly type: 'task'; readonly task: Task };

export type FromWorker =
  | { readonly type: 'ready' }
  /** Symbols of the task's block done. */
  | { readonly type: 'progress'; readonly done: number }
  /** `held`: bytes of memory that the worker keeps. */
  | { readonly type: 'result'; readonly result: Result; readonly held: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };
