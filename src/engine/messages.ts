/** What a worker and its master say to each other. */
import type { ErrorCode } from '../errors.js';
import type { Reached } from './block-coder.js';
import type { CodecSource } from './module.js';
import type { Result, Task } from './task.js';

export type ToWorker =
  | { readonly type: 'start'; readonly codec: CodecSource }
  | { readonly type: 'task'; readonly task: Task };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly reached: Reached }
  /** `held`: bytes of memory that the worker keeps. */
  | { readonly type: 'result'; readonly result: Result; readonly held: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };
